using System.Net;

namespace TogetherAI;

/// <summary>
/// What is uploaded: opened anew for every attempt, read piece by piece. Used by one upload, which makes one attempt at a time.
/// </summary>
internal sealed class FileSource(string name, long length, Func<Stream> open, bool ownsStream, IProgress<TransferProgress>? progress)
{
    private const int BufferSize = 128 * 1024;

    public long Length => length;

    /// <summary>Told how far the whole has come; null for nobody.</summary>
    public IProgress<TransferProgress>? Progress => progress;

    /// <summary>Whether several parts of it can be read at a time.</summary>
    public bool CanOpenTwice => ownsStream;

    /// <summary>What went wrong with reading it: to whoever sends, that looks like a broken connection.</summary>
    public Exception? Failure { get; private set; }

    public static FileSource FromFile(string path, IProgress<TransferProgress>? progress)
    {
        FileInfo file = new(path);
        if (!file.Exists)
            throw new FileNotFoundException($"There is no file '{path}' to upload.", path);
        return new FileSource(path, file.Length, Open, ownsStream: true, progress);

        Stream Open() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
    }

    public static FileSource FromStream(Stream content, string name, IProgress<TransferProgress>? progress)
    {
        if (!content.CanRead || !content.CanSeek)
        {
            throw new ArgumentException(
                "The stream must be readable and seekable: its length goes ahead of it, and a further attempt begins it again.", nameof(content));
        }

        long start = content.Position;
        return new FileSource(name, content.Length - start, () => Rewind(content, start), ownsStream: false, progress);
    }

    public HttpContent CreateContent() => new Content(this);

    /// <summary>A part of it, as a source of its own.</summary>
    public FileSource Slice(long offset, long count, IProgress<TransferProgress>? told)
    {
        return new FileSource(name, count, OpenPart, ownsStream, told);

        Stream OpenPart()
        {
            Stream whole = open();
            whole.Position += offset;
            return whole;
        }
    }

    /// <summary>Notes what went wrong with reading a part of it.</summary>
    public void Fail(Exception failure) => Failure = failure;

    /// <summary>The source for whoever wants to look at it before it is sent.</summary>
    /// <returns>The stream at its beginning, and whether the caller has to close it.</returns>
    public (Stream Content, bool OwnsStream) Open() => (open(), ownsStream);

    private static Stream Rewind(Stream content, long start)
    {
        content.Position = start;
        return content;
    }

    private async Task CopyAsync(Stream wire, CancellationToken cancellationToken)
    {
        Stream source = Read(open);
        try
        {
            byte[] buffer = new byte[BufferSize];
            progress?.Report(new TransferProgress(0, length));
            for (long sent = 0; sent < length;)
            {
                int wanted = (int)Math.Min(buffer.Length, length - sent);
                int count = await ReadAsync(source, buffer.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
                await wire.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                sent += count;
                progress?.Report(new TransferProgress(sent, length));
            }
        }
        finally
        {
            if (ownsStream)
                await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            int count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return count > 0
                ? count
                : throw new EndOfStreamException($"'{name}' became shorter than its {length} bytes while it was being uploaded.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure = exception;
            throw;
        }
    }

    private Stream Read(Func<Stream> open)
    {
        try
        {
            return open();
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }

    private sealed class Content(FileSource source) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            source.CopyAsync(stream, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            source.CopyAsync(stream, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = source.Length;
            return true;
        }
    }
}
