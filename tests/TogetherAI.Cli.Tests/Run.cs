namespace TogetherAI.Cli.Tests;

/// <summary>One run of the tool in this process, and what it wrote.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    /// <summary>Long enough that only a hang runs into it.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static async Task<Run> ToEndAsync(params string[] args)
    {
        StringWriter output = new(), error = new();
        int exitCode = await Tai.RunAsync(args, output, error).WaitAsync(Patience);
        return new Run(exitCode, output.ToString(), error.ToString());
    }
}
