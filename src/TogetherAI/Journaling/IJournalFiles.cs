namespace TogetherAI;

/// <summary>The folder that journals lie in, as they need it. Paths are full paths.</summary>
internal interface IJournalFiles
{
    /// <summary>Takes a path for this process alone. Nothing but its end, however it comes, gives the path back to others.</summary>
    /// <returns>Gives the path back when disposed; null where somebody else has it.</returns>
    IDisposable? TryLock(string path);

    /// <summary>Opens a file, making it where there is none. Others may have it open too.</summary>
    IJournalFile Open(string path);

    /// <summary>
    /// Gives a file the name of another, which is gone then: whoever looks sees the one or the other, whole. When it returns, the name is on the disk.
    /// </summary>
    void Replace(string path, string with);

    /// <summary>Deletes a file; nothing where there is none.</summary>
    void Delete(string path);

    /// <summary>
    /// Returns when the names in a folder are on the disk themselves. Without it a file that was made or renamed may be gone, or bear its old name,
    /// after a failure of power, although its content was flushed.
    /// </summary>
    void FlushFolder(string path);
}
