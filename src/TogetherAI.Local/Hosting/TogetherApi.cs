using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TogetherAI.Local.Batches;
using TogetherAI.Local.Catalog;
using TogetherAI.Local.Chat;
using TogetherAI.Local.Completions;
using TogetherAI.Local.Dedicated;
using TogetherAI.Local.Embeddings;
using TogetherAI.Local.Faults;
using TogetherAI.Local.Files;
using TogetherAI.Local.Rerank;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Hosting;

/// <summary>The server itself, without a host: takes a request through log, key check, faults and its route. Thread-safe.</summary>
internal sealed class TogetherApi : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _time;
    private readonly ApiKeyCheck _key;
    private readonly long _maxBody;
    private readonly Dictionary<ApiRoute, Func<ApiCall, Task>> _routes;
    private readonly int _seed;
    private readonly bool _inProcess;
    private readonly bool _refuseWebsites;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private long _requests;

    /// <param name="options">Read once.</param>
    /// <param name="inProcess">Whether <see cref="InProcessHandler"/> is what reaches the server.</param>
    /// <param name="ownPort">Whether this library opens the port, and hence says who may come in by it.</param>
    public TogetherApi(LocalTogetherOptions options, bool inProcess = false, bool ownPort = false)
    {
        _refuseWebsites = ownPort && options.ApiKey is null;
        _inProcess = inProcess;
        _time = options.TimeProvider;
        _key = new ApiKeyCheck(options.ApiKey);
        _seed = options.Seed;
        _maxBody = options.MaxRequestBodySize;
        Requests = new RequestLog(options.RequestLogCapacity, options.MaxRequestLogSize);
        Models = new ModelCatalog(options);
        Lanes = new LocalLanes(options);
        Cloud = new VirtualCloud(options, Models);
        Lanes.Cloud = Cloud;
        ChatRoute chat = new(Chat, Models, Lanes);
        Files = new FileStore(options.Files, _time);
        // Batches have a pool of their own: no lane stands before them.
        ChatRoute batchChat = new(Chat, Models, new LocalLanes(new LocalTogetherOptions()));
        Batches = new BatchDesk(options.Batches, Files, new BatchAnswerer(batchChat.HandleAsync, Faults, _time, _seed), _time, _stopping.Token);
        Table = [.. new FileRouteTable(Files, _time, _seed).Routes, .. new BatchRoutes(Batches).Routes];
        _routes = new()
        {
            [ApiRoute.Chat] = chat.HandleAsync,
            [ApiRoute.Completions] = new CompletionRoute(Models, Lanes).HandleAsync,
            [ApiRoute.Models] = new ModelsRoute(Models, options.Prices).HandleAsync,
            [ApiRoute.Embeddings] = new EmbeddingsRoute(Models, Cloud).HandleAsync,
            [ApiRoute.Rerank] = new RerankRoute(Models, Cloud).HandleAsync,
            [ApiRoute.Unknown] = static call =>
                throw new ApiException(404, "invalid_request_error", $"There is no {call.Request.Method} {call.Http.Request.Path} here."),
        };
    }

    public RequestLog Requests { get; }

    public ScriptedChat Chat { get; } = new();

    public FaultScript Faults { get; } = new();

    public LocalLanes Lanes { get; }

    public ModelCatalog Models { get; }

    public VirtualCloud Cloud { get; }

    public FileStore Files { get; }

    public BatchDesk Batches { get; }

    /// <summary>The routes that stand in a table of their own.</summary>
    public IReadOnlyList<ServedRoute> Table { get; }

    /// <summary>Ends every request that is under way, and waits until they have ended; a request from now on ends as it begins.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (Volatile.Read(ref _underWay) > 0)
            await _idle.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        Cloud.Dispose();
        await Batches.DisposeAsync().ConfigureAwait(false);
        Files.Dispose();
        await Models.DisposeAsync().ConfigureAwait(false);
    }

    /// <param name="http">The request.</param>
    /// <param name="route">What it is for, and what answers it.</param>
    public Task HandleAsync(HttpContext http, ServedRoute route) => HandleAsync(http, route.Route, route.Handler, route.ReadsBody, route.IsOpen);

    /// <param name="http">The request.</param>
    /// <param name="route">What it is for.</param>
    /// <param name="handler">What answers it; null where the route alone says so.</param>
    /// <param name="readsBody">See <see cref="ServedRoute.ReadsBody"/>.</param>
    /// <param name="isOpen">See <see cref="ServedRoute.IsOpen"/>.</param>
    public async Task HandleAsync(HttpContext http, ApiRoute route, Func<ApiCall, Task>? handler = null, bool readsBody = false, bool isOpen = false)
    {
        VirtualTimeProvider? virtualTime = _time as VirtualTimeProvider;
        virtualTime?.BeginServing();
        Interlocked.Increment(ref _underWay);
        string id = $"local-{Interlocked.Increment(ref _requests).ToString(CultureInfo.InvariantCulture)}";
        http.Response.Headers["x-request-id"] = id;
        http.Response.Headers.Date = _time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        using CancellationTokenSource aborted = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
        LoggedRequest? request = null;
        try
        {
            (string body, ApiException? refusal) = await ReceiveAsync(http, readsBody, isOpen, aborted.Token).ConfigureAwait(false);
            string path = http.Request.Path + http.Request.QueryString;
            request = new LoggedRequest(id, http.Request.Method, path, RequestReader.Headers(http.Request), body, _time.GetUtcNow());
            Requests.Add(request);
            ApiCall call = new(http, request, _seed, _time, _inProcess, aborted.Token);
            await AnswerAsync(call, route, handler ?? _routes[route], refusal).ConfigureAwait(false);
            request.End(aborted: false);
        }
        catch (ConnectionCutException)
        {
            request?.End(aborted: true);
            throw;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException || aborted.IsCancellationRequested)
        {
            // The client has gone, a fault sent it away, or the server stops: nobody is left to tell.
            request?.End(aborted: true);
            if (!http.Response.HasStarted || aborted.IsCancellationRequested)
                http.Abort();
        }
        finally
        {
            virtualTime?.EndServing();
            if (Interlocked.Decrement(ref _underWay) == 0 && _stopping.IsCancellationRequested)
                _idle.TrySetResult();
        }
    }

    // Whoever may not ask does not get to fill the memory either: a refused request has no body here.
    private async Task<(string Body, ApiException? Refusal)> ReceiveAsync(HttpContext http, bool readsBody, bool isOpen, CancellationToken cancellationToken)
    {
        ApiException? refusal = _refuseWebsites ? WebsiteCheck.Refuse(http) : isOpen ? null : _key.Refuse(http.Request);
        if (refusal is not null)
            return ("", refusal);
        // The limit below answers with the service's shape and status; the host's own would come first.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } hostLimit)
            hostLimit.MaxRequestBodySize = null;
        if (readsBody)
            return ("", null);
        return await RequestReader.BodyAsync(http.Request, _maxBody, cancellationToken).ConfigureAwait(false) is { } body
            ? (body, null)
            : ("", new ApiException(
                413, "invalid_request_error", FormattableString.Invariant($"The request body is larger than {_maxBody} bytes.")));
    }

    private async Task AnswerAsync(ApiCall call, ApiRoute route, Func<ApiCall, Task> handler, ApiException? refusal)
    {
        try
        {
            if (refusal is not null)
                throw refusal;
            (TimeSpan delay, FaultEffect? fault) = Faults.Match(route, call.Request);
            if (delay > TimeSpan.Zero)
                await call.DelayAsync(delay).ConfigureAwait(false);
            if (fault is not null && await fault.ApplyAsync(call).ConfigureAwait(false))
                return;
            await handler(call).ConfigureAwait(false);
        }
        catch (StreamEndedException)
        {
        }
        catch (ApiException e)
        {
            await ErrorAsync(call, e).ConfigureAwait(false);
        }
        catch (Exception e) when (!call.Aborted.IsCancellationRequested
            && e is not (OperationCanceledException or IOException or ConnectionCutException))
        {
            await ErrorAsync(call, new ApiException(500, "server_error", $"{e.GetType().Name}: {e.Message}")).ConfigureAwait(false);
        }
    }

    // After the headers there is only the service's way left to say it: a frame with the error.
    private static async Task ErrorAsync(ApiCall call, ApiException e)
    {
        WireError error = new(new WireErrorDetail(e.Message, e.Type, e.Param, e.Code));
        if (!call.Http.Response.HasStarted)
        {
            call.StreamFault = null;
            await call.WriteJsonAsync(e.Status, error, WireJson.Default.WireError).ConfigureAwait(false);
            return;
        }

        using SseWriter stream = new(call);
        await stream.WriteFrameAsync(error, WireJson.Default.WireError).ConfigureAwait(false);
    }
}
