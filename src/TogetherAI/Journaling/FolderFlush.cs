using System.Runtime.InteropServices;

namespace TogetherAI;

/// <summary>
/// Brings the names in a folder to the disk. .NET opens no folders, so that this asks the system's C library. Windows keeps the names in a journal of
/// its own, and there is nothing to do.
/// </summary>
internal static class FolderFlush
{
    /// <exception cref="IOException">The disk reports an error.</exception>
    public static void Run(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int folder = Open(path, flags: 0); // O_RDONLY
        if (folder < 0)
            throw new IOException($"The folder '{path}' cannot be opened to bring the names in it to the disk (error {Marshal.GetLastPInvokeError()}).");
        try
        {
            // Some file systems know no such thing, and say so: there the names are as safe as they can be.
            if (Flush(folder) != 0 && Marshal.GetLastPInvokeError() is var error && error != InvalidArgument)
                throw new IOException($"The names in the folder '{path}' could not be brought to the disk (error {error}).");
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private const int InvalidArgument = 22;

#pragma warning disable SYSLIB1054 // generated marshalling needs unsafe code, which this library does without
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int file);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
#pragma warning restore SYSLIB1054
}
