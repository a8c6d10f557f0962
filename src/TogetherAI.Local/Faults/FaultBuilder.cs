using System.Globalization;
using System.Text;
using TogetherAI.Local.Faults;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local;

/// <summary>
/// One fault in the making: <see cref="When"/> and <see cref="Times"/> narrow it, any other member is the last word and puts it in force.
/// Not thread-safe; used by the one who writes the script.
/// </summary>
public sealed class FaultBuilder
{
    private readonly FaultScript _script;
    private readonly ApiRoute? _route;
    private Func<LoggedRequest, bool>? _when;
    private int _times = int.MaxValue;

    internal FaultBuilder(FaultScript script, ApiRoute? route) => (_script, _route) = (script, route);

    /// <summary>Strikes only requests that fit; called again, only those that fit both.</summary>
    /// <param name="predicate">Called on the server's threads, possibly for several requests at once.</param>
    /// <returns>This builder.</returns>
    public FaultBuilder When(Func<LoggedRequest, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        _when = _when is { } before ? request => before(request) && predicate(request) : predicate;
        return this;
    }

    /// <summary>Strikes so many requests and is then used up. Default: every request.</summary>
    /// <param name="count">1 or more.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public FaultBuilder Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _times = count;
        return this;
    }

    /// <summary>Answers with a status instead of serving the request.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="retryAfter">A <c>retry-after</c> header, in seconds (fractions stay); none by default.</param>
    /// <param name="message">The <c>error.message</c>; by default one that names the status.</param>
    /// <param name="type">The <c>error.type</c>; by default what the service says with that status.</param>
    /// <param name="code">The <c>error.code</c>; by default none.</param>
    /// <param name="body">A whole body in place of the error object: HTML of a proxy, half of a JSON text, nothing at all.</param>
    /// <param name="contentType">The type of <paramref name="body"/>. Default: <c>application/json; charset=utf-8</c>.</param>
    /// <param name="headers">Further headers, such as <c>x-ratelimit-reset</c> or <c>x-should-retry</c>; none by default.</param>
    /// <returns>The fault, in force.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The status is no final HTTP status, or <paramref name="retryAfter"/> is negative.
    /// </exception>
    public Fault Respond(
        int status,
        TimeSpan? retryAfter = null,
        string? message = null,
        string? type = null,
        string? code = null,
        string? body = null,
        string contentType = "application/json; charset=utf-8",
        IReadOnlyDictionary<string, string>? headers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter ?? TimeSpan.Zero, TimeSpan.Zero, nameof(retryAfter));
        WireError error = new(new WireErrorDetail(
            message ?? $"A fault script answered with {status.ToString(CultureInfo.InvariantCulture)}.", type ?? UsualType(status), null, code));
        Dictionary<string, string> all = headers is null ? [] : new(headers, StringComparer.OrdinalIgnoreCase);
        if (retryAfter is { } wait)
            all["retry-after"] = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Add(new RespondEffect(
            status,
            all,
            contentType,
            body is null ? ApiCall.Serialize(error, WireJson.Default.WireError) : Encoding.UTF8.GetBytes(body)));
    }

    /// <summary>Holds the request back, then serves it, or lets a later fault strike. Headers wait too.</summary>
    /// <param name="delay">How long, by the server's clock; zero or more.</param>
    /// <returns>The fault, in force.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public Fault Delay(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Add(new DelayEffect(delay));
    }

    /// <summary>Cuts the connection before any header is sent.</summary>
    /// <returns>The fault, in force.</returns>
    public Fault ResetBeforeHeaders() => Add(new ResetEffect());

    /// <summary>Cuts the connection in the middle of a stream; an answer in one piece is cut in the middle of its body.</summary>
    /// <param name="chunks">How many chunks arrive before; of a shorter stream, the <c>[DONE]</c> goes missing.</param>
    /// <returns>The fault, in force.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunks"/> is negative.</exception>
    public Fault CutAfter(int chunks) => MidStream(StreamFaultKind.Cut, chunks, null);

    /// <summary>Accepts the request and says nothing, not even headers, until the client gives up or the server stops.</summary>
    /// <returns>The fault, in force.</returns>
    public Fault Stall() => Add(new SilenceEffect());

    /// <summary>Falls silent in the middle of a stream until the client gives up or the server stops.</summary>
    /// <param name="chunks">How many chunks are written before; zero sends the headers only.</param>
    /// <returns>The fault, in force.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunks"/> is negative.</exception>
    public Fault StallAfter(int chunks) => MidStream(StreamFaultKind.Stall, chunks, null);

    /// <summary>
    /// Ends a stream with a frame that carries an error, as the service does when something breaks after the headers; an answer in one
    /// piece becomes a status 500 with that error.
    /// </summary>
    /// <param name="message">The <c>error.message</c>.</param>
    /// <param name="code">The <c>error.code</c>; none by default.</param>
    /// <param name="type">The <c>error.type</c>. Default: <c>server_error</c>.</param>
    /// <param name="afterChunks">How many chunks are written before. Default: 0.</param>
    /// <returns>The fault, in force.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="afterChunks"/> is negative.</exception>
    public Fault ErrorFrame(string message, string? code = null, string type = "server_error", int afterChunks = 0) =>
        MidStream(StreamFaultKind.ErrorFrame, afterChunks, new WireErrorDetail(message, type, null, code));

    private static string UsualType(int status) => status switch
    {
        429 => "rate_limit",
        503 => "overloaded",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    private Fault MidStream(StreamFaultKind kind, int chunks, WireErrorDetail? error)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunks);
        return Add(new MidStreamEffect(new StreamFault(kind, chunks, error)));
    }

    private Fault Add(FaultEffect effect) => _script.Add(new Fault(_route, _when, _times, effect));
}
