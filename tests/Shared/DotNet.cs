using System.Diagnostics;

namespace TogetherAI.Testing;

/// <summary>Runs the SDK, and programs that it built, as a user does: away from the build that these tests may be part of.</summary>
internal static class DotNet
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);

    /// <summary>Runs a command of the SDK.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">The command, such as <c>build</c>, and its arguments.</param>
    /// <returns>The exit code, and everything that was printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = folder };

        // A build that is started by a test that is started by a build would take that one's settings for its own.
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        // The SDK (10.0.401) leaves two empty folders at every command. A server for compilers would outlive the folder that its socket is in.
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("tai-sdk-");
        foreach (string name in (string[])["TMPDIR", "TEMP", "TMP"])
            start.Environment[name] = temporary.FullName;
        start.Environment["UseSharedCompilation"] = "false";
        try
        {
            return await RunToEndAsync(start);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    /// <summary>Runs a program.</summary>
    /// <param name="program">Its path.</param>
    /// <returns>The exit code, and everything that was printed.</returns>
    public static Task<(int ExitCode, string Output)> StartAsync(string program) => RunToEndAsync(new ProcessStartInfo(program));

    private static async Task<(int ExitCode, string Output)> RunToEndAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(s_patience, TimeProvider.System);
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
