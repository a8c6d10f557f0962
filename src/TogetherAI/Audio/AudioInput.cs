namespace TogetherAI;

/// <summary>
/// A recording to be transcribed: a file, bytes, a stream, or an address that the service fetches it from. Immutable; all but a stream can be
/// used for any number of calls at once.
/// </summary>
/// <remarks>
/// The service takes .wav, .mp3, .m4a, .webm, .flac, .ogg, .opus and .aac, up to 4 hours; uploads up to 80 MB (more is answered with 413), and up
/// to 1 GB from an address.
/// </remarks>
public sealed class AudioInput
{
    private readonly Func<HttpContent>? _open;

    private AudioInput(Uri address) => Address = address;

    private AudioInput(string fileName, Func<HttpContent> open, bool isReplayable)
    {
        FileName = fileName;
        _open = open;
        IsReplayable = isReplayable;
    }

    /// <summary>The file's name, of which the service looks at the ending; null for an address.</summary>
    public string? FileName { get; }

    /// <summary>Where the service fetches the recording; null for what is uploaded.</summary>
    public Uri? Address { get; }

    /// <summary>Whether the recording can be sent more than once, as every further attempt must.</summary>
    public bool IsReplayable { get; } = true;

    /// <summary>A file on disk. It is opened anew for every attempt, and closed again.</summary>
    /// <param name="path">The file; it must be there when the call is made.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public static AudioInput FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = Path.GetFullPath(path);
        return new AudioInput(Path.GetFileName(full), () => new StreamContent(OpenFile(full)), isReplayable: true);
    }

    /// <summary>A file's bytes.</summary>
    /// <param name="bytes">The bytes; not copied, so leave them as they are until the call has ended.</param>
    /// <param name="fileName">What the file would be called, such as <c>talk.mp3</c>.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="ArgumentException"><paramref name="fileName"/> is empty.</exception>
    public static AudioInput FromBytes(ReadOnlyMemory<byte> bytes, string fileName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        return new AudioInput(fileName, () => new ReadOnlyMemoryContent(bytes), isReplayable: true);
    }

    /// <summary>
    /// A stream, from where it stands. One that can seek is rewound to there for every further attempt. <b>One that cannot allows a single
    /// attempt and a single call</b>: a failure that would otherwise be tried again is thrown at once.
    /// </summary>
    /// <param name="stream">The stream. It stays open, and is used by one call at a time.</param>
    /// <param name="fileName">What the file would be called, such as <c>talk.mp3</c>.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="ArgumentException"><paramref name="fileName"/> is empty, or the stream cannot be read.</exception>
    public static AudioInput FromStream(Stream stream, string fileName)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        if (!stream.CanRead)
            throw new ArgumentException("The stream cannot be read.", nameof(stream));
        BorrowedStream source = new(stream);
        return new AudioInput(fileName, () => new BorrowedStreamContent(source), stream.CanSeek);
    }

    /// <summary>A recording on the web, which the service fetches by itself.</summary>
    /// <param name="address">A public http or https address.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not such an address.</exception>
    public static AudioInput FromUrl(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException($"'{address}' is no http or https address. AudioInput.FromFile takes files.", nameof(address));
        return new AudioInput(address);
    }

    /// <summary>The recording as content, for one attempt; only for what is uploaded.</summary>
    /// <exception cref="ArgumentException">The file cannot be opened.</exception>
    internal HttpContent Open() => _open!();

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not an IOException: that would be taken for a broken connection, and tried again.
            throw new ArgumentException($"The recording '{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
