using Microsoft.Extensions.Logging;

namespace TogetherAI;

/// <summary>
/// How a <see cref="TogetherClient"/> reaches the service. Set it up, hand it to a client, leave it alone: the client copies
/// the options when it is made, and later changes have no effect. Not thread-safe while being set up.
/// </summary>
public sealed class TogetherClientOptions
{
    /// <summary>The configuration section that <c>AddTogetherClient</c> binds these options from.</summary>
    public const string SectionName = "Together";

    /// <summary>
    /// The API key, sent as a bearer token to <see cref="BaseAddress"/> and nowhere else.
    /// </summary>
    /// <value>Default: null, which stands for the environment variable <c>TOGETHER_API_KEY</c>.</value>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The host of the service. The API's version belongs to each operation; a trailing <c>/v1</c> or <c>/v2</c> is tolerated and
    /// dropped, any other path is kept as a prefix (for a gateway).
    /// </summary>
    /// <value>
    /// Default: null, which stands for the environment variable <c>TOGETHER_BASE_URL</c> and, without it, <c>https://api.together.ai</c>.
    /// </value>
    public Uri? BaseAddress { get; set; }

    /// <summary>The project whose resources the management operations work on.</summary>
    /// <value>Default: null, which stands for the environment variable <c>TOGETHER_PROJECT_ID</c>.</value>
    public string? ProjectId { get; set; }

    /// <summary>
    /// The limit on generated tokens for every request that sets none. Without any limit the service falls back to a model's own,
    /// which is a bill nobody chose.
    /// </summary>
    /// <value>In tokens, at least 1. Default: null, no limit is added.</value>
    public int? DefaultMaxTokens { get; set; }

    /// <summary>Whether the server answers without a key. A server on this machine (a loopback address) never needs one.</summary>
    /// <value>Default: false; a call without a key fails before anything is sent.</value>
    public bool AllowAnonymous { get; set; }

    /// <summary>What is tried again, how often, and how long it waits.</summary>
    public RetryOptions Retry { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>How long each stage of a call may take.</summary>
    public TimeoutOptions Timeouts { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>Whether requests keep below the rate that the service tells.</summary>
    public PacingOptions Pacing { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>What logs and traces hold.</summary>
    public TelemetryOptions Telemetry { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>Headers added to every request. <c>Authorization</c> is refused: the key belongs into <see cref="ApiKey"/>.</summary>
    public IDictionary<string, string> DefaultHeaders { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A product token put in front of the library's own <c>User-Agent</c>, such as <c>my-app/1.2</c>.</summary>
    /// <value>Default: null.</value>
    public string? UserAgent { get; set; }

    /// <summary>The clock of timeouts, waits and measurements.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = TimeProvider.System;

    /// <summary>Where the client's log goes, under the category <c>TogetherAI.TogetherClient</c>.</summary>
    /// <value>Default: null, no log; a client made with <c>AddTogetherClient</c> logs where the container's others do.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Says where the client points and whether it has a key; never the key.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() =>
        $"TogetherClientOptions {{ BaseAddress = {BaseAddress?.ToString() ?? "(default)"}, ApiKey = {(ApiKey is null ? "(not set)" : "(set)")} }}";

    /// <summary>Whether the messages leave through a handler of .NET's own, whose way of failing is known.</summary>
    internal bool KnowsTransport { get; set; }

    /// <summary>Whether what is not set stays so: for another host, where this process's key has no business.</summary>
    internal bool IgnoresEnvironment { get; set; }

    /// <summary>Where journals lie; null for the disk. Tests break it.</summary>
    internal IJournalFiles? JournalFiles { get; set; }

    internal TogetherClientOptions Copy() => new()
    {
        JournalFiles = JournalFiles,
        IgnoresEnvironment = IgnoresEnvironment,
        KnowsTransport = KnowsTransport,
        ApiKey = ApiKey,
        BaseAddress = BaseAddress,
        ProjectId = ProjectId,
        DefaultMaxTokens = DefaultMaxTokens,
        AllowAnonymous = AllowAnonymous,
        Retry = Retry.Copy(),
        Timeouts = Timeouts.Copy(),
        Pacing = Pacing.Copy(),
        Telemetry = Telemetry.Copy(),
        DefaultHeaders = new Dictionary<string, string>(DefaultHeaders, StringComparer.OrdinalIgnoreCase),
        UserAgent = UserAgent,
        TimeProvider = TimeProvider,
        LoggerFactory = LoggerFactory,
    };
}
