using TogetherAI.Local;

namespace TogetherAI.Tests.Batches.Running;

/// <summary>What the journal tells of is on the disk before it does, with its name.</summary>
public class FolderOrderTests
{
    [Fact]
    public async Task The_folder_is_flushed_between_a_files_name_and_the_record_that_tells_of_it()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("together-");
        VirtualTimeProvider time = new() { AutoAdvance = true };
        await using LocalTogether cloud = await LocalTogether.StartAsync(o => o.TimeProvider = time);
        cloud.Chat.Always().Reply("ok");
        WatchedFiles files = new(Path.Combine(folder.FullName, "run.journal.d"));
        using TogetherClient client = new(
            new TogetherClientOptions { BaseAddress = cloud.BaseAddress, AllowAnonymous = true, TimeProvider = time, JournalFiles = files }, cloud.CreateHandler());
        await client.Batches.RunAsync(
            ["a", "b"], static text => text, static text => new ChatRequest { Model = "tai-tiny", Messages = [ChatMessage.User(text)], MaxTokens = 4 },
            new BatchRunOptions { Journal = Path.Combine(folder.FullName, "run.journal") }).ToListAsync();

        // For each record that tells of files: every file that it is about was there, by name, when the folder was flushed last.
        Assert.Equal(["collected", "finished", "spooled"], files.Told.Keys.Order());
        Assert.Contains("00001-requests-0.jsonl", files.Told["spooled"]);
        Assert.Contains("00001-ids", files.Told["spooled"]);
        Assert.Contains("00001-results-0.jsonl", files.Told["collected"]);
        Assert.Contains("00001-delivery.jsonl", files.Told["finished"]);
        folder.Delete(recursive: true);
    }

    /// <summary>The disk, with a note of what names a folder had on it whenever a record of some kinds was written.</summary>
    private sealed class WatchedFiles(string folder) : IJournalFiles
    {
        private readonly DiskJournalFiles _disk = DiskJournalFiles.Instance;
        private string[] _flushed = [];

        public Dictionary<string, string[]> Told { get; } = [];

        public IDisposable? TryLock(string path) => _disk.TryLock(path);

        public IJournalFile Open(string path) => new WatchedFile(this, _disk.Open(path));

        public void Replace(string path, string with) => _disk.Replace(path, with);

        public void Delete(string path) => _disk.Delete(path);

        public void FlushFolder(string path)
        {
            _disk.FlushFolder(path);
            if (path == folder)
                _flushed = [.. Directory.GetFiles(path).Select(static file => Path.GetFileName(file))];
        }

        private sealed class WatchedFile(WatchedFiles files, IJournalFile file) : IJournalFile
        {
            public long Length => file.Length;

            public int Read(long offset, Span<byte> into) => file.Read(offset, into);

            public void Write(long offset, ReadOnlySpan<byte> bytes)
            {
                string text = System.Text.Encoding.UTF8.GetString(bytes);
                foreach (string kind in new[] { "spooled", "collected", "finished" })
                {
                    if (text.Contains($"\"{kind}\"", StringComparison.Ordinal))
                        files.Told[kind] = files._flushed;
                }

                file.Write(offset, bytes);
            }

            public void SetLength(long length) => file.SetLength(length);

            public void Flush() => file.Flush();

            public void Dispose() => file.Dispose();
        }
    }
}
