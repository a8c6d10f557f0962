namespace TogetherAI.Engine.Weights;

/// <summary>What has been opened and is to be closed together; a file opened twice is mapped once. Thread-safe.</summary>
internal sealed class OpenFiles : IDisposable
{
    private readonly Dictionary<string, MappedFile> _files = new(StringComparer.Ordinal);
    private bool _disposed;

    public MappedFile GetOrOpen(string file, Func<string, MappedFile> open)
    {
        lock (_files)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(ModelFiles));
            if (!_files.TryGetValue(file, out MappedFile? mapped))
                _files.Add(file, mapped = open(file));
            return mapped;
        }
    }

    public void Dispose()
    {
        lock (_files)
        {
            _disposed = true;
            foreach (MappedFile file in _files.Values)
                file.Dispose();
            _files.Clear();
        }
    }
}
