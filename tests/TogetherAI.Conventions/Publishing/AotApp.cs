using System.Diagnostics;
using System.Runtime.InteropServices;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.Publishing;

/// <summary>Publishes tests/TogetherAI.AotApp into a folder of its own, away from every build that runs beside it.</summary>
internal static class AotApp
{
    /// <returns>The exit code, and everything that was printed.</returns>
    public static Task<(int ExitCode, string Output)> PublishAsync(string folder, params string[] properties) => RunAsync(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [
            "publish", RepositoryFiles.Path("tests", "TogetherAI.AotApp"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-nologo",
            "-nodeReuse:false", "--artifacts-path", folder, "-o", Path.Combine(folder, "out"), "-p:LockFileFolder=" + Path.Combine(folder, "locks"),
            .. properties,
        ]);

    public static Task<(int ExitCode, string Output)> StartAsync(string folder) =>
        RunAsync(Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "TogetherAI.AotApp.exe" : "TogetherAI.AotApp"), []);

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // A build that is started by a test that is started by a build would take that one's settings for its own.
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(8), TimeProvider.System);
        Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
