namespace TogetherAI.Tests.Journaling;

/// <summary>What is left of a file whose machine or process ended.</summary>
public enum Aftermath
{
    /// <summary>The process was killed: what it wrote is there.</summary>
    Killed,

    /// <summary>The power went: what was not flushed is gone, and so are names in a folder that was not.</summary>
    PowerCut,

    /// <summary>The power went when the lengths were on the disk and the content was not: zeros.</summary>
    PowerCutWithZeros,

    /// <summary>
    /// The power went when of what was not flushed the end was on the disk, and the beginning was not. A file of which nothing was flushed has only its
    /// header, which no sector divides.
    /// </summary>
    PowerCutOutOfOrder,
}

/// <summary>
/// Folders in memory that end after a given number of bytes and steps, in the middle of a write if need be. Its locks are any thread's;
/// what they guard is, as on a disk, whoever's holds them.
/// </summary>
internal sealed class BreakableFiles : IJournalFiles
{
    private readonly Dictionary<string, Node> _files = [];
    private readonly Dictionary<string, Node> _durable = []; // the names that are on the disk
    private readonly HashSet<string> _locks = [];

    /// <summary>A byte that is written, and any other change, takes 1 of it. At 0 everything fails.</summary>
    public long Budget { get; set; } = long.MaxValue;

    /// <summary>How much of the budget was used.</summary>
    public long Used { get; private set; }

    /// <summary>What fails when the budget is used up; by default the whole process.</summary>
    public Func<Exception> Failure { get; set; } = static () => new CrashException();

    /// <summary>Whether flushing fails.</summary>
    public bool FlushFails { get; set; }

    public IReadOnlyCollection<string> Names => _files.Keys;

    public byte[] this[string path]
    {
        get => [.. _files[path].Content];
        set => _files[path] = _durable[path] = new Node { Content = [.. value], Durable = [.. value] };
    }

    /// <summary>The folder as the next process finds it.</summary>
    public BreakableFiles After(Aftermath aftermath)
    {
        BreakableFiles next = new();
        foreach ((string path, Node node) in aftermath == Aftermath.Killed ? _files : _durable)
        {
            byte[] content = aftermath switch
            {
                Aftermath.Killed => [.. node.Content],
                Aftermath.PowerCut => [.. node.Durable],
                Aftermath.PowerCutOutOfOrder when node.Durable.Count > 0 && node.Content.Count > node.Durable.Count => OutOfOrder(node),
                _ => [.. node.Durable, .. new byte[Math.Max(0, node.Content.Count - node.Durable.Count)]],
            };
            next[path] = content;
        }

        return next;
    }

    public IDisposable? TryLock(string path)
    {
        lock (_files)
            return _locks.Add(path) ? new Held(this, path) : null;
    }

    public IJournalFile Open(string path)
    {
        lock (_files)
        {
            if (!_files.ContainsKey(path))
            {
                Spend(1);
                _files[path] = new Node();
            }

            return new OpenFile(this, _files[path]);
        }
    }

    public void Replace(string path, string with)
    {
        lock (_files)
        {
            Spend(1);
            _files.Remove(with, out Node? node);
            _files[path] = node!;
        }

        FlushFolder(Path.GetDirectoryName(path)!);
    }

    public void FlushFolder(string path)
    {
        lock (_files)
        {
            Spend(1);
            foreach (string name in _durable.Keys.Where(name => Path.GetDirectoryName(name) == path).ToArray())
                _durable.Remove(name);
            foreach ((string name, Node node) in _files.Where(file => Path.GetDirectoryName(file.Key) == path))
                _durable[name] = node;
        }
    }

    public void Delete(string path)
    {
        lock (_files)
        {
            if (_files.ContainsKey(path))
                Spend(1);
            _files.Remove(path);
        }
    }

    private static byte[] OutOfOrder(Node node)
    {
        int missing = (node.Content.Count - node.Durable.Count + 1) / 2;
        return [.. node.Durable, .. new byte[missing], .. node.Content.Skip(node.Durable.Count + missing)];
    }

    private void Spend(long amount)
    {
        Used += amount;
        if (Used > Budget)
            throw Failure();
    }

    private sealed class Node
    {
        public List<byte> Content { get; set; } = [];

        public List<byte> Durable { get; set; } = [];
    }

    private sealed class Held(BreakableFiles files, string path) : IDisposable
    {
        public void Dispose()
        {
            lock (files._files)
                files._locks.Remove(path);
        }
    }

    private sealed class OpenFile(BreakableFiles files, Node node) : IJournalFile
    {
        public long Length => node.Content.Count;

        public int Read(long offset, Span<byte> into)
        {
            int count = (int)Math.Clamp(node.Content.Count - offset, 0, Math.Min(into.Length, 7)); // in small pieces, as a disk may
            for (int i = 0; i < count; i++)
                into[i] = node.Content[(int)offset + i];
            return count;
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                files.Spend(1);
                int at = (int)offset + i;
                if (at < node.Content.Count)
                    node.Content[at] = bytes[i];
                else
                    node.Content.Add(bytes[i]);
            }
        }

        public void SetLength(long length)
        {
            files.Spend(1);
            node.Content.RemoveRange((int)length, node.Content.Count - (int)length);
        }

        public void Flush()
        {
            files.Spend(1);
            if (files.FlushFails)
                throw new IOException("The device reports an error.");
            node.Durable = [.. node.Content];
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>The process ends here. No product code may catch it.</summary>
internal sealed class CrashException : Exception;
