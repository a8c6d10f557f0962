namespace TogetherAI.Tests.Files;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("together-");

    public string[] Names => [.. _folder.EnumerateFileSystemInfos().Select(static entry => entry.Name).Order(StringComparer.Ordinal)];

    public string At(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
