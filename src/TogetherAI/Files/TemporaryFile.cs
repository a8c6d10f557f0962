namespace TogetherAI;

/// <summary>Files that this process alone sees, and that leave nothing behind, however it ends.</summary>
internal static class TemporaryFile
{
    /// <summary>What all their names begin with.</summary>
    public const string Beginning = "together-";

    /// <param name="folder">Where it lies; its space is taken there.</param>
    /// <param name="name">What it is for; a part of its name.</param>
    /// <returns>The file, for reading and writing; gone when it is closed.</returns>
    public static FileStream Create(string folder, string name)
    {
        string path = Path.Combine(folder, $"{Beginning}{name}-{Guid.NewGuid():N}");
        FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);

        // Windows deletes it when the process ends. Elsewhere .NET does, and not if it is killed: there an open file needs no name.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
