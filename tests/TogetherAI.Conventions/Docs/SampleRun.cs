using System.Diagnostics;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.Docs;

/// <summary>What a sample printed, and how it ended.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs what the build of these tests built beside them, in the same configuration, with neither key nor address in its environment.</summary>
    public static async Task<SampleRun> StartAsync(string name, params string[] arguments)
    {
        string built = Path.GetRelativePath(RepositoryFiles.Path("tests", "TogetherAI.Conventions"), AppContext.BaseDirectory);
        string sample = RepositoryFiles.Path("samples", name, built, name + ".dll");
        Assert.True(File.Exists(sample), sample + " was not built.");
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", sample, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string secret in start.Environment.Keys.Where(static key => key.StartsWith("TOGETHER_", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(secret);
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2), TimeProvider.System);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new SampleRun(process.ExitCode, output.ReplaceLineEndings("\n"), await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
