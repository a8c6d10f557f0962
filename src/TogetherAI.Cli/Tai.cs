using System.CommandLine;
using TogetherAI.Cli.Commands;
using TogetherAI.Cli.Commands.Advise;
using TogetherAI.Cli.Commands.Batches;
using TogetherAI.Cli.Commands.Endpoints;
using TogetherAI.Cli.Commands.Guard;

namespace TogetherAI.Cli;

/// <summary>The command line of <c>tai</c>.</summary>
public static class Tai
{
    /// <summary>Did what was asked.</summary>
    public const int Success = 0;

    /// <summary>Could not do it: a model that cannot be read, a port that is taken, a server that refuses.</summary>
    public const int Failure = 1;

    /// <summary>Was not asked for anything it knows.</summary>
    public const int Usage = 2;

    /// <summary>Was stopped with Ctrl-C before it was done; what a shell expects of a program that a signal ended.</summary>
    public const int Interrupted = 130;

    private static readonly TimeSpan s_stopTime = TimeSpan.FromMinutes(10);

    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="output">Takes what was asked for, and nothing else: an answer, an address.</param>
    /// <param name="error">Takes everything about it: errors, warnings, measurements.</param>
    /// <param name="cancellationToken">Stops the command, as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default) =>
        RunAsync(args, new CliContext(output, error)
        {
            Input = ReferenceEquals(output, Console.Out) && !Console.IsInputRedirected ? Console.In : null,
            IsTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected,
        }, cancellationToken);

    /// <summary>Runs one command with things of a test's own.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, CliContext context, CancellationToken cancellationToken)
    {
        TextWriter error = context.Error;
        RootCommand root = CreateRoot(context);
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError problem in parsed.Errors)
                error.WriteLine($"tai: {problem.Message}");
            error.WriteLine($"Try: tai {(parsed.CommandResult.Command == root ? "" : Path(parsed.CommandResult) + " ")}--help");
            return Usage;
        }

        try
        {
            InvocationConfiguration console = new() { Output = context.Output, Error = error, EnableDefaultExceptionHandler = false };
            if (parsed.CommandResult.Command.Name == CreateCommand.Name)
                console.ProcessTerminationTimeout = s_stopTime; // what it rents is stopped first; two seconds, as for the others, would leave it running
            return await parsed.InvokeAsync(console, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception e) when (Explain(e) is { } message)
        {
            error.WriteLine($"tai: {message}");
            return Failure;
        }
    }

    /// <summary>Every command, with its arguments and options.</summary>
    internal static RootCommand CreateRoot(CliContext context)
    {
        (TextWriter output, TextWriter error) = context;
        return new RootCommand("Chat with open models on this machine, serve them over the together.ai API, run batches, look after dedicated endpoints, and find out what traffic needs.")
        {
            ServeCommand.Create(output, error),
            ChatCommand.Create(context),
            TokenizeCommand.Create(context),
            TemplateCommand.Create(context),
            ConvertCommand.Create(output),
            BenchCommand.Create(output, error),
            BatchCommand.Create(context),
            EndpointsCommand.Create(context),
            HardwareCommand.Create(context),
            GuardCommand.Create(context),
            AdviseCommand.Create(context),
        };
    }

    /// <summary>A command with those it belongs to, such as <c>endpoints list</c>.</summary>
    private static string Path(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult { Parent: not null } parent ? $"{Path(parent)} {command.Command.Name}" : command.Command.Name;

    // What a user can mend is said in a line; anything else is a fault of this program and shows its stack.
    private static string? Explain(Exception e) => e switch
    {
        // Whoever typed a command knows nothing of parameters.
        ArgumentException { ParamName: { } parameter } => e.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal),
        TogetherException or Engine.ModelFormatException or ArgumentException or IOException or UnauthorizedAccessException => e.Message,
        _ => null,
    };
}
