using System.Diagnostics;
using TogetherAI.Testing;

namespace TogetherAI.Tests.Processes;

/// <summary>The program that kills programs (tests/TogetherAI.CrashTests), run to its end.</summary>
internal static class CrashProgram
{
    /// <returns>Its exit code, and its last line, which is the verdict.</returns>
    public static async Task<(int ExitCode, string LastLine)> RunAsync(ITestOutputHelper output, params string[] arguments)
    {
        string built = Path.GetRelativePath(RepositoryFiles.Path("tests", "TogetherAI.Tests"), AppContext.BaseDirectory);
        string program = RepositoryFiles.Path("tests", "TogetherAI.CrashTests", built, "TogetherAI.CrashTests.dll");
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", program, .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(10), TimeProvider.System);
        try
        {
            string printed = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            output.WriteLine(printed);
            return (process.ExitCode, printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1]);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
