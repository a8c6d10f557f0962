namespace TogetherAI.Cli.Output;

/// <summary>Files that are there whole, and on the disk, or not at all; what was there before is replaced.</summary>
internal static class WholeFile
{
    public static void Write(string path, Action<Stream> write)
    {
        using (FileStream file = new(path + ".tmp", FileMode.Create, FileAccess.Write))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }

    public static async Task WriteAsync(string path, Func<StreamWriter, Task> write)
    {
        await using (StreamWriter file = new(path + ".tmp"))
        {
            await write(file);
            await file.FlushAsync();
            ((FileStream)file.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }
}
