using System.Globalization;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Files;

/// <summary>The files of one server: their names in memory, their content on disk, until the server is disposed. Thread-safe.</summary>
internal sealed class FileStore(LocalFileOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredFile> _files = new(StringComparer.Ordinal);
    private readonly Lazy<DirectoryInfo> _folder = new(() =>
        options.Folder is { } folder ? Directory.CreateDirectory(folder) : Directory.CreateTempSubdirectory("together-local-"));
    private int _made;
    private int _contents;

    public LocalFileOptions Options => options;

    /// <summary>All files, newest first.</summary>
    public IReadOnlyList<StoredFile> All
    {
        get
        {
            lock (_gate)
                return [.. _files.Values.Reverse()];
        }
    }

    /// <summary>A file without content yet.</summary>
    public StoredFile Create(string name, string purpose, string? type)
    {
        lock (_gate)
        {
            StoredFile file = new()
            {
                Id = $"file-{(++_made).ToString("D8", CultureInfo.InvariantCulture)}",
                Name = name,
                Purpose = purpose,
                Type = type ?? "jsonl",
                CreatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
            };
            return _files[file.Id] = file;
        }
    }

    public StoredFile Get(string id)
    {
        lock (_gate)
            return _files.TryGetValue(id, out StoredFile? file) ? file : throw NotFound(id);
    }

    public void Delete(string id)
    {
        StoredFile? file;
        lock (_gate)
        {
            if (!_files.Remove(id, out file))
                throw NotFound(id);
        }

        Remove(file.Path);
    }

    /// <summary>A new file on disk, for content that is on its way.</summary>
    public FileStream OpenContent()
    {
        string path = Path.Combine(_folder.Value.FullName, Interlocked.Increment(ref _contents).ToString("D8", CultureInfo.InvariantCulture));
        return new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024, useAsync: true);
    }

    /// <summary>Gives a file its content; what it had before is gone.</summary>
    public StoredFile SetContent(string id, string path, long bytes)
    {
        StoredFile file;
        string? old;
        lock (_gate)
        {
            if (!_files.TryGetValue(id, out StoredFile? known))
                throw NotFound(id);
            old = known.Path;
            _files[id] = file = known with { Path = path, Bytes = bytes };
        }

        Remove(old);
        return file;
    }

    /// <summary>Takes content away that no file has, or that none has any more.</summary>
    public static void Remove(string? path)
    {
        if (path is not null)
            File.Delete(path);
    }

    public void Dispose()
    {
        if (!_folder.IsValueCreated)
            return;
        if (options.Folder is null)
        {
            _folder.Value.Delete(recursive: true);
            return;
        }

        foreach (StoredFile file in All)
            Remove(file.Path);
    }

    private static ApiException NotFound(string id) =>
        new(404, "invalid_request_error", $"There is no file {id} here.", "file_id", "not_found");
}
