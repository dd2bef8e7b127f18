// Command parallax reads news reports of an unfolding story and prints their
// record: what happened, who said it through whom, what is agreed, disputed and
// left out, every entry traced to the words it came from.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"parallax"
)

// Exit statuses, documented in docs/command.md.
const (
	exitOK       = 0
	exitFailed   = 1 // the command could not do its work
	exitUsage    = 2 // flags or arguments are off
	exitProblems = 3 // done, but some inputs could not be read
	exitUnproved = 4 // verify found an anchor that does not hold
)

// status is an error that only sets the exit status; its message was printed.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// usageError is an error of the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usage makes the errors of an argument check those of the command line.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}

// some demands inputs.
var some = usage(func(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("name what to read: files, folders, addresses, or - for standard input")
	}
	return nil
})

func main() {
	root := &cobra.Command{
		Use:   "parallax",
		Short: "Read news reports of a story into its record",
		Long: `Parallax reads news reports of an unfolding story and gives back its record:
what happened, when and where; who said it, and through whom; which outlets
carry it; what is disputed; what each leaves out – every entry traced to the
exact words it came from. It runs offline and writes no sentences of its own.`,
		Example: `  parallax read examples/withdrawal
  parallax read --json examples/withdrawal > record.json
  parallax verify record.json
  parallax add examples/withdrawal
  parallax list stories`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       parallax.Version,
	}
	root.SetVersionTemplate("parallax {{.Version}}\n")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(commands()...)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" { // cobra's own lets no name of a shell, or a wrong one, pass
			c.Args = usage(cobra.NoArgs)
			c.RunE = func(*cobra.Command, []string) error {
				return usageError{errors.New("name the shell: bash, fish, powershell or zsh")}
			}
		}
	}
	c, err := root.ExecuteContextC(context.Background())
	var s status
	var u usageError
	switch {
	case err == nil:
	case errors.As(err, &s):
		os.Exit(int(s))
	case errors.As(err, &u), c == root: // the root alone does nothing: its errors are of its command line
		fmt.Fprintf(os.Stderr, "parallax: %v\nRun '%s --help' for what it takes.\n", err, c.CommandPath())
		os.Exit(exitUsage)
	default:
		fmt.Fprintf(os.Stderr, "parallax: %v\n", err)
		os.Exit(exitFailed)
	}
}

func commands() []*cobra.Command {
	return []*cobra.Command{
		readCommand(), addCommand(), listCommand(), showCommand(), exportCommand(), diffCommand(), judgeCommand(), checkCommand(), verifyCommand(),
		serveCommand(), userCommand(), mcpCommand(), evalCommand(), versionCommand(),
	}
}

func versionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Args: usage(cobra.NoArgs), Run: func(*cobra.Command, []string) { fmt.Println("parallax", parallax.Version) }}
}
