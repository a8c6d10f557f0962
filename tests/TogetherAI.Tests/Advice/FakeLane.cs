using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Advice;

/// <summary>
/// One replica of a known pace behind a real client, on a clock that a test turns: whoever waits goes on inside the turn of the clock, so what
/// is measured is exact. A prompt has as many tokens as words.
/// </summary>
internal sealed class FakeLane(ManualTimeProvider time, ReplicaPace pace, int answerTokens) : HttpMessageHandler
{
    private readonly List<TimeSpan> _ends = [];
    private TimeSpan _readerFree;

    public int Requests { get; private set; }

    public int Open { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        JsonNode body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken).ConfigureAwait(false))!;
        int prompt = ((string)body["messages"]![0]!["content"]!).Split(' ').Length;
        _ends.RemoveAll(end => end <= time.Elapsed);
        TimeSpan slot = _ends.Count < pace.Slots ? time.Elapsed : _ends.Order().ElementAt(_ends.Count - pace.Slots);
        TimeSpan first = (slot > _readerFree ? slot : _readerFree) + pace.TimeToFirstToken + (prompt * pace.TimePerPromptToken);
        TimeSpan last = first + TimeSpan.FromSeconds((answerTokens - 1) / pace.TokensPerSecond);
        _readerFree = first;
        _ends.Add(last);
        Open++;
        HttpResponseMessage response = new(HttpStatusCode.OK)
        {
            Content = new StreamContent(new TimedFrames(this, [
                (first, Frame("""{"id":"x","choices":[{"index":0,"delta":{"content":"w"}}]}""")),
                (last, Frame($$$"""{"id":"x","choices":[{"index":0,"delta":{"content":"w"},"finish_reason":"length"}],"usage":{"prompt_tokens":{{{prompt}}},"completion_tokens":{{{answerTokens}}},"total_tokens":{{{prompt + answerTokens}}}}}""")),
                (last, Frame("[DONE]")),
            ])),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return response;

        static byte[] Frame(string data) => Encoding.UTF8.GetBytes($"data: {data}\n\n");
    }

    private sealed class TimedFrames(FakeLane lane, (TimeSpan At, byte[] Bytes)[] frames) : MemoryStream
    {
        private readonly ManualTimeProvider _time = lane.Clock;
        private int _next;
        private int _open = 1;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_next == frames.Length)
                return 0;
            (TimeSpan at, byte[] bytes) = frames[_next++];
            if (at > _time.Elapsed)
                await Task.Delay(at - _time.Elapsed, _time, cancellationToken).ConfigureAwait(false);
            bytes.CopyTo(buffer.Span);
            return bytes.Length;
        }

        protected override void Dispose(bool disposing)
        {
            lane.Open -= Interlocked.Exchange(ref _open, 0);
            base.Dispose(disposing);
        }
    }

    private ManualTimeProvider Clock => time;
}
