using System.Net;
using System.Text.Json.Nodes;

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
        : this(options, static owned => CreateHttpClient(CreateHandler(owned)), knowsTransport: true)
    {
    }

    /// <summary>Makes a client that sends through a handler of one's own: a proxy, a recorder, a server in this process.</summary>
    /// <param name="options">The options; copied. Their <see cref="TimeoutOptions.Connect"/> is then the handler's affair.</param>
    /// <param name="handler">Sends the messages. Disposed with the client.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names each fault.</exception>
    public TogetherClient(TogetherClientOptions options, HttpMessageHandler handler)
        : this(options, _ => CreateHttpClient(handler ?? throw new ArgumentNullException(nameof(handler))), knowsTransport: handler is SocketsHttpHandler)
    {
    }

    /// <param name="options">The options; copied.</param>
    /// <param name="createHttpClient">Makes what the messages are sent with, from the options as they came out.</param>
    /// <param name="knowsTransport">Whether that is .NET's own handler, whose way of failing is known.</param>
    internal TogetherClient(TogetherClientOptions options, Func<TogetherClientOptions, HttpClient> createHttpClient, bool knowsTransport)
    {
        ArgumentNullException.ThrowIfNull(options);
        TogetherClientOptions owned = options.Copy();
        ThrowOnFaults(OptionsValidator.Validate(owned));
        ResolveFromEnvironment(owned);
        owned.KnowsTransport = knowsTransport;
        _connection = new TogetherConnection(createHttpClient(owned), owned);
    }

    internal TogetherClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Conversations with a model.</summary>
    public ChatClient Chat => field ??= new ChatClient(_connection);

    /// <summary>Continuations of a text, without chat template.</summary>
    public CompletionsClient Completions => field ??= new CompletionsClient(_connection);

    /// <summary>The models there are.</summary>
    public ModelsClient Models => field ??= new ModelsClient(_connection);

    /// <summary>The files that the service keeps.</summary>
    public FilesClient Files => field ??= new FilesClient(_connection);

    /// <summary>Many requests at once, answered when the service finds the time.</summary>
    public BatchesClient Batches => field ??= new BatchesClient(_connection);

    /// <summary>Texts as vectors.</summary>
    public EmbeddingsClient Embeddings => field ??= new EmbeddingsClient(_connection);

    /// <summary>Documents in the order of their relevance.</summary>
    public RerankClient Rerank => field ??= new RerankClient(_connection);

    /// <summary>Images from texts.</summary>
    public ImagesClient Images => field ??= new ImagesClient(_connection);

    /// <summary>Speech from texts and texts from speech.</summary>
    public AudioClient Audio => field ??= new AudioClient(_connection);

    /// <summary>Videos from texts and images.</summary>
    public VideosClient Videos => field ??= new VideosClient(_connection);

    /// <summary>Programs in the service's sandbox.</summary>
    public CodeInterpreterClient CodeInterpreter => field ??= new CodeInterpreterClient(_connection);

    /// <summary>Answers as lists of items, with remote MCP servers as tools; in beta.</summary>
    public ResponsesClient Responses => field ??= new ResponsesClient(_connection);

    /// <summary>Work in the background, such as the fetching of uploaded models.</summary>
    public JobsClient Jobs => field ??= new JobsClient(_connection);

    /// <summary>The account behind the API key.</summary>
    public AccountClient Account => field ??= new AccountClient(_connection);

    /// <summary>Inference on hardware of one's own: endpoints, deployments, models, prices.</summary>
    public DedicatedClient Dedicated => field ??= new DedicatedClient(_connection);

    /// <summary>Where the client sends its requests: a host, perhaps with a gateway's path, without the API's version.</summary>
    public Uri BaseAddress => _connection.Options.BaseAddress!;

    internal TogetherClientOptions Options => _connection.Options;

    internal OwnTraffic Traffic => _connection.Traffic;

    internal TogetherConnection Connection => _connection;

    /// <summary>This client, for calls that carry options of their own: <c>client.With(new() { MaxRetries = 0 }).Chat.CreateAsync(…)</c>.</summary>
    /// <param name="options">What applies to those calls.</param>
    /// <returns>A client over the same connections. It is cheap, and needs no disposing.</returns>
    /// <exception cref="ArgumentException">An option is out of its bounds; the message names it.</exception>
    public TogetherClient With(RequestOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowOnFaults(OptionsValidator.Validate(options));
        return new TogetherClient(_connection.With(options));
    }

    /// <summary>A client with other options, over the same connections.</summary>
    /// <param name="configure">Changes a copy of this client's options. <see cref="TimeoutOptions.Connect"/> stays what it was.</param>
    /// <returns>The client. It lives as long as this one, and needs no disposing.</returns>
    /// <exception cref="ArgumentException">The options are not valid; the message names each fault.</exception>
    public TogetherClient WithOptions(Action<TogetherClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        TogetherClientOptions options = _connection.Options.Copy();
        configure(options);
        options = options.Copy();
        ThrowOnFaults(OptionsValidator.Validate(options));
        ResolveFromEnvironment(options);
        return new TogetherClient(_connection.With(options));
    }

    /// <summary>
    /// Calls an operation that has no method here yet. Retries and errors are those of every call; anything but a GET is repeated only
    /// when the service cannot have acted on it.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path with its version and perhaps a query, such as <c>/v1/fine-tunes?limit=5</c>.</param>
    /// <param name="body">The JSON body; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer as it arrived.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is an address of its own, not a path.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<RawResponse> SendAsync(HttpMethod method, string path, JsonNode? body = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        path = path.TrimStart('/');
        if (Uri.TryCreate(path, UriKind.Absolute, out _))
            throw new ArgumentException($"'{path}' is an address of its own. Give the path alone; the client's BaseAddress says where it is.", nameof(path));
        return _connection.SendAsync(RawOperations.Create(method, path), body, model: null, query: "", cancellationToken);
    }

    /// <summary>Closes the client's connections. Streams that are still open go on until they end or are disposed.</summary>
    public void Dispose() => _connection.Dispose();

    /// <summary>Conversations in which every request's model is replaced with one.</summary>
    internal ChatClient ChatWith(string model) => new(_connection, model);

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
        AutomaticDecompression = DecompressionMethods.None, // it would ask for compressed streams too, and a compressor holds tokens back
        UseCookies = false,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a client that lives for months must notice when the service moves
        MaxResponseDrainSize = 0, // a stream that is given up ends now, not when its server has finished talking
    };

    private static void ResolveFromEnvironment(TogetherClientOptions options)
    {
        // An empty setting in a configuration file is no setting.
        if (string.IsNullOrWhiteSpace(options.ApiKey) && !options.IgnoresEnvironment)
            options.ApiKey = Environment.GetEnvironmentVariable("TOGETHER_API_KEY");
        if (string.IsNullOrWhiteSpace(options.ProjectId))
            options.ProjectId = Environment.GetEnvironmentVariable("TOGETHER_PROJECT_ID");
        options.BaseAddress = ApiEndpoint.Normalize(options.BaseAddress ?? ApiEndpoint.FromEnvironment() ?? ApiEndpoint.Default);
    }

    private static void ThrowOnFaults(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }

    private static string NotEmpty(string apiKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        return apiKey;
    }
}
