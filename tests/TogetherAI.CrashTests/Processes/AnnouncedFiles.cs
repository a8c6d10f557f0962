namespace TogetherAI.CrashTests.Processes;

/// <summary>
/// The disk, with an announcement before everything that changes it, and one in the middle of every write. Whoever hears it may end the process right there.
/// </summary>
internal sealed class AnnouncedFiles(Uri cloud, string agent) : IJournalFiles
{
    private readonly DiskJournalFiles _disk = DiskJournalFiles.Instance;
    private readonly HttpClient _http = new() { BaseAddress = cloud };

    public IDisposable? TryLock(string path)
    {
        Announce("lock");
        return _disk.TryLock(path);
    }

    public IJournalFile Open(string path) => new AnnouncedFile(this, _disk.Open(path));

    public void Replace(string path, string with)
    {
        Announce("replace");
        _disk.Replace(path, with);
    }

    public void Delete(string path)
    {
        Announce("delete");
        _disk.Delete(path);
    }

    public void FlushFolder(string path)
    {
        Announce("flush-folder");
        _disk.FlushFolder(path);
    }

    private void Announce(string what)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"crash/{what}");
        request.Headers.UserAgent.ParseAdd(agent);
        using HttpResponseMessage response = _http.Send(request);
    }

    private sealed class AnnouncedFile(AnnouncedFiles files, IJournalFile file) : IJournalFile
    {
        public long Length => file.Length;

        public int Read(long offset, Span<byte> into) => file.Read(offset, into);

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            int half = bytes.Length / 2;
            files.Announce("write");
            file.Write(offset, bytes[..half]);
            files.Announce("half-written");
            file.Write(offset + half, bytes[half..]);
        }

        public void SetLength(long length)
        {
            files.Announce("set-length");
            file.SetLength(length);
        }

        public void Flush()
        {
            files.Announce("flush");
            file.Flush();
        }

        public void Dispose() => file.Dispose();
    }
}
