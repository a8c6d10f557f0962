using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Routing;

/// <summary>Servers by model: each request waits for a test to answer it. Tells what arrived where, and what was given up.</summary>
internal sealed class FakeLanes : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<FakeLaneRequest> _requests = [];
    private readonly List<(string Model, int Number, TaskCompletionSource<FakeLaneRequest> Asked)> _waiting = [];

    /// <summary>Every request, oldest first.</summary>
    public IReadOnlyList<FakeLaneRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Whether requests go on although their caller has given them up.</summary>
    public bool IgnoresCancellation { get; set; }

    /// <summary>Answers requests for a model at once, without a test's hand.</summary>
    public Dictionary<string, Action<FakeLaneRequest>> Automatic { get; } = [];

    /// <summary>The request for a model, when it has come.</summary>
    /// <param name="model">The model.</param>
    /// <param name="number">1 for the first one.</param>
    public Task<FakeLaneRequest> Asked(string model, int number = 1)
    {
        lock (_gate)
        {
            FakeLaneRequest? request = _requests.Where(request => request.Model == model).ElementAtOrDefault(number - 1);
            if (request is not null)
                return Task.FromResult(request);
            TaskCompletionSource<FakeLaneRequest> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((model, number, asked));
            return asked.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        string body = await message.Content!.ReadAsStringAsync(CancellationToken.None).ConfigureAwait(false);
        FakeLaneRequest request = new((string)JsonNode.Parse(body)!["model"]!, message.RequestUri!, message.Headers.Authorization);
        CancellationTokenRegistration onCancel = cancellationToken.Register(() => request.Cancelled.TrySetResult());
        Tell(request);
        if (Automatic.TryGetValue(request.Model, out Action<FakeLaneRequest>? answer))
            answer(request);
        HttpResponseMessage response = IgnoresCancellation
            ? await request.Response.ConfigureAwait(false)
            : await request.Response.WaitAsync(cancellationToken).ConfigureAwait(false);
        response.RequestMessage = message;
        return response;
    }

    private void Tell(FakeLaneRequest request)
    {
        TaskCompletionSource<FakeLaneRequest>? asked;
        lock (_gate)
        {
            _requests.Add(request);
            int number = _requests.Count(other => other.Model == request.Model);
            asked = _waiting.Find(waiting => waiting.Model == request.Model && waiting.Number == number).Asked;
        }

        asked?.TrySetResult(request);
    }
}

/// <summary>A request at a <see cref="FakeLanes"/>.</summary>
internal sealed class FakeLaneRequest(string model, Uri address, AuthenticationHeaderValue? authorization)
{
    private readonly TaskCompletionSource<HttpResponseMessage> _response = new();

    public string Model => model;

    public Uri Address => address;

    public AuthenticationHeaderValue? Authorization => authorization;

    public Task<HttpResponseMessage> Response => _response.Task;

    /// <summary>Completes when the caller has given the request up.</summary>
    public TaskCompletionSource Cancelled { get; } = new();

    /// <summary>The body, once <see cref="Open"/> was called.</summary>
    public ScriptedStream Body { get; } = new();

    /// <summary>Sends headers, and a chunk that holds only a role, as servers do before they begin to compute.</summary>
    public FakeLaneRequest Open(params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(Body) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        foreach ((string name, string value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        Body.Write("""data: {"id":"o1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""" + "\n\n");
        _response.TrySetResult(response);
        return this;
    }

    /// <summary>Sends a token.</summary>
    public FakeLaneRequest Say(string text)
    {
        Body.Write("data: " + Calls.Chunk(text) + "\n\n");
        return this;
    }

    /// <summary>Ends the answer, with its usage.</summary>
    public FakeLaneRequest Finish(int promptTokens = 10, int completionTokens = 2)
    {
        Body.Write("data: " + Calls.Chunk("", "stop") + "\n\n");
        Body.Write($$$"""data: {"id":"o1","choices":[],"usage":{"prompt_tokens":{{{promptTokens}}},"completion_tokens":{{{completionTokens}}},"total_tokens":{{{promptTokens + completionTokens}}}}}""" + "\n\n");
        Body.Write("data: [DONE]\n\n");
        Body.End();
        return this;
    }

    /// <summary>Answers whole: a token and the end.</summary>
    public FakeLaneRequest Answer(string text) => Open().Say(text).Finish();

    /// <summary>Refuses the request.</summary>
    public void Refuse(HttpStatusCode status, params (string Name, string Value)[] headers) =>
        _response.TrySetResult(FakeHandler.Answer(status, """{"error":{"message":"no"}}""", "application/json", headers));

    /// <summary>Breaks the connection before there is an answer.</summary>
    public void Break() => _response.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, "reset"));
}
