using System.Net;
using TogetherAI.Engine.Generation;

namespace TogetherAI.Local;

/// <summary>What a local server is made of. Read once, when the server starts; not thread-safe.</summary>
public sealed class LocalTogetherOptions
{
    /// <summary>The models that the server has besides the built-in <c>tai-tiny</c>.</summary>
    public ModelCollection Models { get; } = new();

    /// <summary>
    /// Other names for models: a request for the key is answered by the model named by the value, so that code which names a large model
    /// of the service runs offline. Default: none.
    /// </summary>
    /// <value>
    /// The answer carries the name that was asked for. A stand-in's context is often shorter than that of the model it stands in for, so
    /// <c>max_tokens</c> is shortened to fit instead of being refused.
    /// </value>
    public IDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Model names behind which capacity is limited, as at the service: dedicated endpoints that queue, shared capacity that throttles.
    /// Default: none.
    /// </summary>
    public LaneCollection Lanes { get; } = new();

    /// <summary>
    /// The virtual GPU cloud: hardware, models and delays of dedicated endpoints. See <see cref="LocalTogether.Dedicated"/> for what it does.
    /// </summary>
    public DedicatedCloudOptions Dedicated { get; } = new();

    /// <summary>
    /// What models are said to cost, by their names, in <c>GET /v1/models</c>: for an app that plans with prices. Nothing is charged.
    /// Default: none, and every model is said to cost 0.
    /// </summary>
    public IDictionary<string, TokenPrice> Prices { get; } = new Dictionary<string, TokenPrice>(StringComparer.Ordinal);

    /// <summary>
    /// How the models of <see cref="Models"/> use the machine, each on its own: threads, the memory for keys and values, what is read at once,
    /// guesses ahead. Default: as an engine's own. The built-in model runs with few means of its own, shared by the process.
    /// </summary>
    /// <value>
    /// What requests yield depends on none of it but <see cref="GenerationEngineOptions.KeyValueFormat"/>. A model's context is as long as
    /// <see cref="GenerationEngineOptions.MaxKeyValueBytes"/> leaves room for. Requests with different API keys count as different callers,
    /// which have equal shares of a model. The choices of one request read their prompt once.
    /// </value>
    public GenerationEngineOptions Engine
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = new();

    /// <summary>How files are kept.</summary>
    public LocalFileOptions Files { get; } = new();

    /// <summary>How long batches take.</summary>
    public LocalBatchOptions Batches { get; } = new();

    /// <summary>
    /// Whether a request for a model that the server does not have is answered by its default model, as by an alias, instead of 404.
    /// Default: <see langword="false"/>.
    /// </summary>
    public bool AnswerAnyModel { get; set; }

    /// <summary>
    /// The key that requests must carry as <c>Authorization: Bearer …</c>; the body of one without it is not read. Default:
    /// <see langword="null"/>, which asks for none.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The TCP port to listen on, 0 for any free one. Default: <see langword="null"/>, which opens no port: the server is reached only
    /// through the clients and handlers that it hands out.
    /// </summary>
    /// <value>0 to 65535.</value>
    public int? Port
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 0, 0, nameof(value));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? 0, 65535, nameof(value));
            field = value;
        }
    }

    /// <summary>
    /// The address to listen on where <see cref="Port"/> is set. Default: 127.0.0.1, which only this machine reaches. Any other address
    /// opens the model to the network: set an <see cref="ApiKey"/> with it.
    /// </summary>
    /// <value>
    /// A browser on this machine reaches loopback too, for whatever website it shows. So a server without a key answers there only
    /// requests whose <c>Host</c> is <c>localhost</c> or a loopback address, and refuses those with the <c>Origin</c> of another site
    /// (403) or with an <c>Origin</c> and a content type other than JSON (415).
    /// </value>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>
    /// The clock of the server and of the clients it hands out: dates, delays of faults, pauses before retries. Default:
    /// <see cref="TimeProvider.System"/>. See <see cref="VirtualTimeProvider"/> for one that a test turns.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How many requests <see cref="LocalTogether.Requests"/> holds before the oldest leave. Default: 1000.</summary>
    /// <value>0 or more; 0 holds none, for a server that nobody asks what it received.</value>
    public int RequestLogCapacity
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 1000;

    /// <summary>
    /// How many bytes the requests in <see cref="LocalTogether.Requests"/> may take together before the oldest leave: bodies, headers and
    /// paths, at two bytes a character. A request that is larger by itself is not held. Default: 128 MiB.
    /// </summary>
    /// <value>0 or more.</value>
    public long MaxRequestLogSize
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 128 * 1024 * 1024;

    /// <summary>The largest body of a request in bytes; a larger one is answered with 413. Default: 32 MiB.</summary>
    /// <value>1 or more.</value>
    public long MaxRequestBodySize
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 32 * 1024 * 1024;

    /// <summary>
    /// Where the seeds of requests that name none come from, together with what they say: the same body, to the byte, gets the same
    /// answer, whenever it arrives and whatever else runs, and another one on a server with another seed. Default: 0.
    /// </summary>
    /// <value>The answer names the seed that was used; sent with the request, it gives the same answer on any server.</value>
    public int Seed { get; set; }
}
