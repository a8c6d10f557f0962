using System.Runtime.InteropServices;

namespace TogetherAI;

/// <summary>Folders on the disk.</summary>
internal sealed class DiskJournalFiles : IJournalFiles
{
    public static DiskJournalFiles Instance { get; } = new();

    // A file that is open for one alone is a lock of the system's: it ends with the process that holds it, also with one that is killed, and
    // knows nothing of process ids, which come again. The file itself stays where it is: to delete it would let two have it at a time.
    public IDisposable? TryLock(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            return null;
        }
    }

    /// <summary>Whether somebody has a path for himself, as far as this process may know. To ask holds it for a moment, and changes nothing.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using SafeHandle free = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (IOException exception)
        {
            return IsTaken(exception);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    // .NET has no type for it: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsTaken(IOException exception) => OperatingSystem.IsWindows()
        ? exception.HResult == unchecked((int)0x8007_0020)
        : exception.HResult is 11 or 35;

    public IJournalFile Open(string path) => new DiskJournalFile(path);

    public void Replace(string path, string with)
    {
        File.Move(with, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    public void Delete(string path) => File.Delete(path);

    public void FlushFolder(string path) => FolderFlush.Run(path);
}
