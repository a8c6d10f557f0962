using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace TogetherAI.Tests;

/// <summary>Answers requests from a script, one step a request, and keeps what was sent.</summary>
public sealed class FakeHandler : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _steps = new();

    /// <summary>What was sent, oldest first.</summary>
    public List<SentRequest> Requests { get; } = [];

    /// <summary>The bodies of what was answered, oldest first: of every attempt and every hop.</summary>
    internal List<TrackedContent> Bodies { get; } = [];

    /// <summary>Counts the requests that hang in a step of <see cref="ThenHang"/>.</summary>
    internal SemaphoreSlim Hanging { get; } = new(0);

    /// <summary>Completes when all bodies have been let go of; fails if that does not come.</summary>
    public Task WhenReleased() => Task.WhenAll(Bodies.Select(body => body.Released)).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);

    public FakeHandler Then(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> step)
    {
        _steps.Enqueue(step);
        return this;
    }

    public FakeHandler Then(Func<HttpResponseMessage> answer) => Then((_, _) => Task.FromResult(answer()));

    public FakeHandler ThenThrow(Exception exception) => Then((_, _) => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>Waits until the request is cancelled.</summary>
    public FakeHandler ThenHang() => Then(async (_, token) =>
    {
        Hanging.Release();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        throw new InvalidOperationException("unreachable");
    });

    public FakeHandler ThenJson(string json, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers) =>
        Then(() => Answer(status, json, "application/json", headers));

    public FakeHandler ThenText(HttpStatusCode status, string text, string type, params (string Name, string Value)[] headers) =>
        Then(() => Answer(status, text, type, headers));

    public FakeHandler ThenSse(params string[] frames) =>
        Then(() => Answer(HttpStatusCode.OK, string.Concat(frames.Select(frame => "data: " + frame + "\n\n")), "text/event-stream"));

    public FakeHandler ThenStream(Stream body, params (string Name, string Value)[] headers) => Then(() =>
    {
        HttpResponseMessage response = Answer(HttpStatusCode.OK, "", "text/event-stream", headers);
        response.Content = new StreamContent(body);
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return response;
    });

    public static HttpResponseMessage Answer(HttpStatusCode status, string body, string type, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = new(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        foreach ((string name, string value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(new SentRequest(
            request.Method.Method,
            request.RequestUri!,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(" ", header.Value), StringComparer.OrdinalIgnoreCase),
            request.Content is null ? null : await request.Content.ReadAsStringAsync(CancellationToken.None)));
        if (!_steps.TryDequeue(out var step))
            throw new InvalidOperationException($"No answer was scripted for request {Requests.Count}: {request.Method} {request.RequestUri}");
        HttpResponseMessage response = await step(request, cancellationToken);
        TrackedContent body = new(response.Content);
        Bodies.Add(body);
        response.Content = body;
        return response;
    }
}

/// <summary>A request as it left the client.</summary>
public sealed record SentRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string? Body);
