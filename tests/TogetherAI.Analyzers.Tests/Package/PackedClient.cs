using TogetherAI.Testing;

namespace TogetherAI.Analyzers.Tests;

/// <summary>
/// The package as it would be published, packed once from what the build of these tests built, in a folder that serves as a feed. Its version
/// is its own, so that no cache has another by that name; what the cache keeps of it is removed in the end.
/// </summary>
public sealed class PackedClient : IAsyncLifetime
{
    /// <summary>A folder of its own, away from the repository and its build files.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("togetherai-package-").FullName;

    public string Version { get; } = "0.0.1-test" + Guid.NewGuid().ToString("N")[..12];

    public string Feed => Path.Combine(Folder, "feed");

    public string File => Path.Combine(Feed, $"TogetherAI.{Version}.nupkg");

    /// <summary>Debug or Release: what these tests were built as.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public async ValueTask InitializeAsync()
    {
        (int exitCode, string output) = await DotNet.RunAsync(
            RepositoryFiles.Root,
            "pack", RepositoryFiles.Path("src", "TogetherAI"), "-c", Configuration, "--no-build", "-nologo", "-nodeReuse:false", "-o", Feed, "-p:Version=" + Version);
        Assert.True(exitCode == 0, output);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        string cached = Path.Combine(
            Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
            "togetherai",
            Version);
        if (Directory.Exists(cached))
            Directory.Delete(cached, recursive: true);
        return ValueTask.CompletedTask;
    }
}
