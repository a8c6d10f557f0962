using System.Net;

namespace TogetherAI;

/// <summary>
/// A client of together.ai, or of any server that speaks its API. Thread-safe: make one and keep it for the life of the process. Each
/// property is one part of the API.
/// </summary>
public sealed class TogetherClient : IDisposable
{
    private readonly TogetherConnection _connection;

    /// <summary>Makes a client with default options; the key comes from <c>TOGETHER_API_KEY</c> and is asked for at the first call.</summary>
    public TogetherClient()
        : this(new TogetherClientOptions())
    {
    }

    /// <summary>Makes a client with a key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <exception cref="ArgumentException"><paramref name="apiKey"/> is empty, or cannot be sent in a header.</exception>
    public TogetherClient(string apiKey)
        : this(new TogetherClientOptions { ApiKey = NotEmpty(apiKey) })
    {
    }

    /// <summary>Makes a client with options.</summary>
    /// <param name="options">The options; copied.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names each fault.</exception>
    public TogetherClient(TogetherClientOptions options)
        : this(options, static owned => CreateHttpClient(CreateHandler(owned)))
    {
    }

    /// <summary>Makes a client that sends through a handler of one's own: a proxy, a recorder, a server in this process.</summary>
    /// <param name="options">The options; copied. Their <see cref="TimeoutOptions.Connect"/> is then the handler's affair.</param>
    /// <param name="handler">Sends the messages. Disposed with the client.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names each fault.</exception>
    public TogetherClient(TogetherClientOptions options, HttpMessageHandler handler)
        : this(options, _ => CreateHttpClient(handler ?? throw new ArgumentNullException(nameof(handler))))
    {
    }

    /// <param name="options">The options; copied.</param>
    /// <param name="createHttpClient">Makes what the messages are sent with, from the options as they came out.</param>
    internal TogetherClient(TogetherClientOptions options, Func<TogetherClientOptions, HttpClient> createHttpClient)
    {
        ArgumentNullException.ThrowIfNull(options);
        TogetherClientOptions owned = options.Copy();
        IReadOnlyList<string> faults = OptionsValidator.Validate(owned);
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults), nameof(options));

        ResolveFromEnvironment(owned);
        _connection = new TogetherConnection(createHttpClient(owned), owned);
        Chat = new ChatClient(_connection);
        Completions = new CompletionsClient(_connection);
        Models = new ModelsClient(_connection);
    }

    /// <summary>Conversations with a model.</summary>
    public ChatClient Chat { get; }

    /// <summary>Continuations of a text, without chat template.</summary>
    public CompletionsClient Completions { get; }

    /// <summary>The models there are.</summary>
    public ModelsClient Models { get; }

    /// <summary>Where the client sends its requests: a host, perhaps with a gateway's path, without the API's version.</summary>
    public Uri BaseAddress => _connection.Options.BaseAddress!;

    /// <summary>Closes the client's connections. Streams that are still open go on until they end or are disposed.</summary>
    public void Dispose() => _connection.Dispose();

    internal static HttpClient CreateHttpClient(HttpMessageHandler handler) => Configure(new HttpClient(handler));

    /// <summary>Leaves timeouts to the connection, which names them, and prefers HTTP/2, where ending a stream does not end a connection.</summary>
    internal static HttpClient Configure(HttpClient http)
    {
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestVersion = HttpVersion.Version20;
        http.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        return http;
    }

    internal static SocketsHttpHandler CreateHandler(TogetherClientOptions options) => new()
    {
        ConnectTimeout = options.Timeouts.Connect,
        AllowAutoRedirect = false, // the connection follows them itself, without the key
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a client that lives for months must notice when the service moves
        MaxResponseDrainSize = 0, // a stream that is given up ends now, not when its server has finished talking
    };

    private static void ResolveFromEnvironment(TogetherClientOptions options)
    {
        // An empty setting in a configuration file is no setting.
        if (string.IsNullOrWhiteSpace(options.ApiKey))
            options.ApiKey = Environment.GetEnvironmentVariable("TOGETHER_API_KEY");
        if (string.IsNullOrWhiteSpace(options.ProjectId))
            options.ProjectId = Environment.GetEnvironmentVariable("TOGETHER_PROJECT_ID");
        options.BaseAddress = ApiEndpoint.Normalize(options.BaseAddress ?? ApiEndpoint.FromEnvironment() ?? ApiEndpoint.Default);
    }

    private static string NotEmpty(string apiKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        return apiKey;
    }
}
