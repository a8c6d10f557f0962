using System.Runtime.InteropServices;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.Publishing;

/// <summary>Publishes tests/TogetherAI.AotApp into a folder of its own, away from every build that runs beside it.</summary>
internal static class AotApp
{
    /// <returns>The exit code, and everything that was printed.</returns>
    public static Task<(int ExitCode, string Output)> PublishAsync(string folder, params string[] properties) => DotNet.RunAsync(
        RepositoryFiles.Root,
        [
            "publish", RepositoryFiles.Path("tests", "TogetherAI.AotApp"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-nologo",
            "-nodeReuse:false", "--artifacts-path", folder, "-o", Path.Combine(folder, "out"), "-p:LockFileFolder=" + Path.Combine(folder, "locks"),
            "-p:RunAnalyzers=false", // they have judged these sources in the build; here the linker and the native compiler do
            .. properties,
        ]);

    public static Task<(int ExitCode, string Output)> StartAsync(string folder) =>
        DotNet.StartAsync(Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "TogetherAI.AotApp.exe" : "TogetherAI.AotApp"));
}
