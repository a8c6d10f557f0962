using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>What was asked for.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        targets [--quick] [--seeds N]         one line a target: met or NOT MET; --quick is one seed
        scenario NAME [--seed S] [--policy P] [--trace]   the figures of one run, of every policy unless one is named
        matrix [--seeds N] [--scenario NAME] [--policy P] every scenario and policy: means and 95 % intervals
        report [--seeds N] [--to FOLDER]      the same as Markdown and SVG, to docs/routing-report
        --keep FILE                           for matrix and report: keeps each run's figures there, and goes on where it was stopped
        --threads N                           for each: simulations at a time
        """;

    private readonly string[] _args;

    public CommandLine(string[] args)
    {
        _args = args;
        Command = args.Length > 0 ? args[0] : throw new ArgumentException("Say what to do.");
        Name = args.Length > 1 && !args[1].StartsWith("--", StringComparison.Ordinal) ? args[1] : null;
        Threads = Number("--threads", Environment.ProcessorCount);
    }

    public string Command { get; }

    /// <summary>What stands after the command.</summary>
    public string? Name { get; }

    public int Threads { get; }

    public bool Has(string option) => Array.IndexOf(_args, option) >= 0;

    public string? Text(string option) =>
        Array.IndexOf(_args, option) is >= 0 and int at
            ? at + 1 < _args.Length ? _args[at + 1] : throw new ArgumentException($"{option} needs a value.")
            : null;

    public int Number(string option, int otherwise) =>
        Text(option) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new ArgumentException($"{option} needs a positive number, not '{text}'.");
}
