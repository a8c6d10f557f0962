using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Routing;

/// <summary>
/// Servers that do what comes into their heads, from a seed: answer soon or late, refuse, break, fall silent, stop in the middle. Every token
/// says which request it belongs to, and the server counts what is under way.
/// </summary>
internal sealed class RandomLanes(TimeProvider time, Random random) : HttpMessageHandler
{
    private readonly Dictionary<string, int> _underWay = [];

    /// <summary>When each attempt arrived.</summary>
    public List<DateTimeOffset> Attempts { get; } = [];

    /// <summary>When each attempt arrived that was not the first of its request.</summary>
    public List<DateTimeOffset> Extras { get; } = [];

    /// <summary>Whether nothing is answered, on any lane.</summary>
    public bool AreOut { get; set; }

    /// <summary>The most attempts that one request had at a time.</summary>
    public int MostAtATime { get; private set; }

    /// <summary>How many attempts each request had, by its question.</summary>
    public Dictionary<string, int> ByQuestion { get; } = [];

    public List<TimedBody> Bodies { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        JsonNode body = JsonNode.Parse(await message.Content!.ReadAsStringAsync(CancellationToken.None).ConfigureAwait(false))!;
        string question = (string)body["messages"]![0]!["content"]!;
        int number = ByQuestion[question] = ByQuestion.GetValueOrDefault(question) + 1;
        Attempts.Add(time.GetUtcNow());
        if (number > 1)
            Extras.Add(time.GetUtcNow());
        MostAtATime = Math.Max(MostAtATime, _underWay[question] = _underWay.GetValueOrDefault(question) + 1);
        bool hasEnded = false;
        CancellationTokenRegistration onCancel = cancellationToken.Register(End);
        try
        {
            HttpResponseMessage response = await DecideAsync(question, number, End, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                End();
            return response;
        }
        catch
        {
            End();
            throw;
        }

        void End()
        {
            if (!hasEnded)
                _underWay[question]--;
            hasEnded = true;
        }
    }

    /// <param name="question">Which request it is.</param>
    /// <param name="number">Which attempt at it.</param>
    /// <param name="ended">Called when the body has ended, broken or been let go of.</param>
    /// <param name="cancellationToken">The client's.</param>
    private async Task<HttpResponseMessage> DecideAsync(string question, int number, Action ended, CancellationToken cancellationToken)
    {
        await Pause.For(TimeSpan.FromMilliseconds(random.Next(1, 30)), time, cancellationToken).ConfigureAwait(false);
        switch (AreOut ? random.Next(2) : random.Next(10))
        {
            case 0:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");
            case 1:
                return Refuse(HttpStatusCode.ServiceUnavailable);
            case 2:
                return Refuse(HttpStatusCode.TooManyRequests);
        }

        string Token(string text, string? finish = null) => Calls.Chunk(text, finish);
        TimeSpan wait = TimeSpan.FromMilliseconds(random.Next(5) == 0 ? random.Next(1000, 60_000) : random.Next(10, 400));
        bool cut = random.Next(8) == 0;
        List<(TimeSpan, string)> pieces = [(TimeSpan.Zero, """{"id":"o1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}"""), (wait, Token($"{question}#{number};"))];
        for (int i = random.Next(3); i > 0; i--)
            pieces.Add((TimeSpan.FromMilliseconds(random.Next(50)), Token($"{question}#{number};")));
        if (!cut)
            pieces.AddRange([(TimeSpan.Zero, Token("", "stop")), (TimeSpan.Zero, "[DONE]")]);
        TimedBody stream = new(time, pieces, breaks: cut, ended);
        Bodies.Add(stream);
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(stream) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return response;
    }

    private HttpResponseMessage Refuse(HttpStatusCode status)
    {
        (string, string)[] headers = random.Next(2) == 0 ? [("Retry-After", "1")] : [];
        return FakeHandler.Answer(status, """{"error":{"message":"no"}}""", "application/json", headers);
    }
}
