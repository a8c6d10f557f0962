using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using TogetherAI.Local.Catalog;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local;

/// <summary>
/// The together.ai API on this machine: a real model behind the service's routes, for tests, for development and for work offline.
/// <code>
/// await using var local = await LocalTogether.StartAsync();
/// TogetherClient together = local.CreateClient();
/// </code>
/// </summary>
/// <remarks>Thread-safe. Disposing it ends every request that is under way, at once.</remarks>
public sealed class LocalTogether : IAsyncDisposable
{
    private readonly LocalTogetherOptions _options;
    private readonly TogetherApi _api;
    private readonly WebApplication _app;
    private int _disposed;

    private LocalTogether(LocalTogetherOptions options, TogetherApi api, WebApplication app)
    {
        (_options, _api, _app) = (options, api, app);
        BaseAddress = LocalHost.BaseAddress(app, options);
        Batches = new LocalBatches(api.Batches);
        Dedicated = new DedicatedCloud(api.Cloud);
    }

    /// <summary>
    /// Where the server is, without <c>/v1</c>: <c>http://127.0.0.1:8080/</c>. Without a port it is <c>http://localhost/</c>, which means
    /// something only to the handlers that this server hands out.
    /// </summary>
    public Uri BaseAddress { get; }

    /// <summary>The model to ask when there is no reason for another: the first that the options added, else <c>tai-tiny</c>.</summary>
    public string DefaultModel => _api.Models.DefaultName;

    /// <summary>What the server received so far.</summary>
    public RequestLog Requests => _api.Requests;

    /// <summary>Answers written down beforehand; what they do not fit goes to the model.</summary>
    public ScriptedChat Chat => _api.Chat;

    /// <summary>Failures written down beforehand.</summary>
    public FaultScript Faults => _api.Faults;

    /// <summary>The batches that were created so far, and what goes wrong with those to come.</summary>
    public LocalBatches Batches { get; }

    /// <summary>The lanes that the options added: what they do now, and their replicas.</summary>
    public LocalLanes Lanes => _api.Lanes;

    /// <summary>The virtual GPU cloud behind the routes of dedicated endpoints: its hardware, what runs on it, and the bill.</summary>
    public DedicatedCloud Dedicated { get; }

    /// <summary>Starts a server. Models that the options add are loaded now, the built-in one at its first use.</summary>
    /// <param name="configure">
    /// Sets the options. By default there is one model, <c>tai-tiny</c>, no key, no port, and the system's clock.
    /// </param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running server, to be disposed by the caller.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder of a model does not exist.</exception>
    /// <exception cref="TogetherAI.Engine.ModelFormatException">
    /// A model's files cannot be served; the exception names the file and what is wrong in it.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// An alias or a lane leads to no model of this server, or a profile of the virtual cloud to no hardware.
    /// </exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalTogether> StartAsync(
        Action<LocalTogetherOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        LocalTogetherOptions options = new();
        configure?.Invoke(options);
        TogetherApi api = new(options, inProcess: options.Port is null, ownPort: options.Port is not null);
        try
        {
            await api.Models.LoadAddedAsync(cancellationToken).ConfigureAwait(false);
            return new LocalTogether(options, api, await LocalHost.StartAsync(options, api, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await api.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A client that talks to this server, with its key and its clock.</summary>
    /// <param name="configure">Changes the client's options further.</param>
    /// <returns>A client. One is enough for a process; disposing it closes its connections, which matters where there are many.</returns>
    /// <exception cref="ObjectDisposedException">The server was disposed.</exception>
    public TogetherClient CreateClient(Action<TogetherClientOptions>? configure = null)
    {
        TogetherClientOptions options = new()
        {
            BaseAddress = BaseAddress,
            ApiKey = _options.ApiKey,
            AllowAnonymous = _options.ApiKey is null,
            TimeProvider = _options.TimeProvider,
        };
        configure?.Invoke(options);
        return new TogetherClient(options, CreateHandler());
    }

    /// <summary>
    /// Counts the tokens of conversations as a model of this server reads them, for <see cref="BatchRunOptions.CountTokens"/>: its template, its tokenizer.
    /// </summary>
    /// <param name="model">The model or an alias; null for <see cref="DefaultModel"/>. A served model whose tokenizer it is will do for the service's.</param>
    /// <param name="cancellationToken">Gives up loading the model.</param>
    /// <returns>
    /// The count of a conversation's prompt. Thread-safe; throws an <see cref="ArgumentException"/> for a conversation that the model cannot read.
    /// </returns>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Func<ChatRequest, int>> CreateTokenCounterAsync(string? model = null, CancellationToken cancellationToken = default) =>
        (await CounterAsync(model, cancellationToken).ConfigureAwait(false)).Count;

    /// <summary>Counts the tokens of texts to be turned into vectors, for <see cref="BatchRunOptions.CountEmbeddingTokens"/>.</summary>
    /// <param name="model">The model or an alias; null for <see cref="DefaultModel"/>. A served model whose tokenizer it is will do for the service's.</param>
    /// <param name="cancellationToken">Gives up loading the model.</param>
    /// <returns>The count of a request's texts together. Thread-safe; throws an <see cref="ArgumentException"/> for a text that the model cannot read.</returns>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Func<EmbeddingRequest, int>> CreateEmbeddingTokenCounterAsync(string? model = null, CancellationToken cancellationToken = default) =>
        (await CounterAsync(model, cancellationToken).ConfigureAwait(false)).Count;

    private async Task<TokenCounter> CounterAsync(string? model, CancellationToken cancellationToken)
    {
        try
        {
            (EngineModel loaded, _) = await _api.Models.GetAsync(model ?? DefaultModel, cancellationToken).ConfigureAwait(false);
            return new TokenCounter(loaded, _options.TimeProvider);
        }
        catch (ApiException exception)
        {
            throw new ArgumentException(exception.Message, nameof(model), exception);
        }
    }

    /// <summary>
    /// A handler that reaches this server, for a client that is made elsewhere: an <see cref="HttpClient"/>, or a
    /// <see cref="TogetherClient"/> from a container.
    /// </summary>
    /// <returns>A handler for <see cref="BaseAddress"/>; the caller disposes it.</returns>
    /// <exception cref="ObjectDisposedException">The server was disposed.</exception>
    public HttpMessageHandler CreateHandler()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) == 1, this);
        if (_options.Port is null)
            return new InProcessHandler(_app.GetTestServer().CreateHandler());
        return new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            // Whoever leaves a stream wants the model to stop; reading on to save the connection keeps it going for seconds.
            MaxResponseDrainSize = 0,
        };
    }

    /// <summary>Stops the server: ends what is under way, and closes the port.</summary>
    /// <returns>A task that completes when nothing of it runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _api.StopAsync().ConfigureAwait(false);
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        await _api.DisposeAsync().ConfigureAwait(false);
    }
}
