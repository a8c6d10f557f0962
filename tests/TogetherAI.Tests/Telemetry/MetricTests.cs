using System.Diagnostics.Metrics;
using System.Net;

namespace TogetherAI.Tests.Telemetry;

[Collection(nameof(TelemetryCollection))]
public class MetricTests
{
    private const string Model = "metric-test";

    private const string Tags =
        "gen_ai.operation.name=chat gen_ai.provider.name=together_ai gen_ai.request.model=metric-test";

    private const string Server = "server.address=example.test server.port=443";

    private static readonly ChatRequest s_question = new() { Model = Model, Messages = [ChatMessage.User("?")] };

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_call_gives_its_duration_and_its_tokens()
    {
        using MeasurementCollector measured = new(Model);
        FakeHandler handler = new FakeHandler().Then(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(750));
            return FakeHandler.Answer(
                HttpStatusCode.OK,
                """{"id":"o","object":"chat.completion","created":1,"model":"served","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""",
                "application/json");
        });
        using TogetherClient client = Calls.Client(handler, _time);
        await client.Chat.CreateAsync(s_question);
        Assert.Equal(
            [
                $"gen_ai.client.operation.duration 0.75 {Tags} gen_ai.response.model=served {Server}",
                $"gen_ai.client.token.usage 7 {Tags} gen_ai.response.model=served gen_ai.token.type=input {Server}",
                $"gen_ai.client.token.usage 3 {Tags} gen_ai.response.model=served gen_ai.token.type=output {Server}",
            ],
            measured.Lines);
    }

    [Fact]
    public async Task A_stream_also_gives_the_times_to_and_between_chunks_and_per_token()
    {
        using MeasurementCollector measured = new(Model);
        ScriptedStream body = new();
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body), _time);
        await using ChatStream stream = await client.Chat.StreamAsync(s_question);
        await using IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator();

        // The opening chunk with the role alone is no output, and no silence either: it must not show in any time.
        foreach ((int wait, string frame) in new[]
        {
            (100, Calls.Chunk("")),
            (200, Calls.Chunk("a")),
            (40, Calls.Chunk("b")),
            (60, Calls.Chunk("c", "stop")),
            (20, """{"id":"o1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}"""),
        })
        {
            _time.Advance(TimeSpan.FromMilliseconds(wait));
            body.Write("data: " + frame + "\n\n");
            Assert.True(await chunks.MoveNextAsync());
        }

        body.Write("data: [DONE]\n\n").End();
        Assert.False(await chunks.MoveNextAsync());

        Assert.Equal(
            [
                $"gen_ai.client.operation.time_to_first_chunk 0.3 {Tags} {Server}",
                $"gen_ai.client.operation.time_per_output_chunk 0.04 {Tags} {Server}",
                $"gen_ai.client.operation.time_per_output_chunk 0.06 {Tags} {Server}",
                $"gen_ai.client.operation.duration 0.42 {Tags} gen_ai.response.model=m {Server}",
                $"together_ai.client.operation.time_per_output_token 0.02 {Tags} gen_ai.response.model=m {Server}",
                $"gen_ai.client.token.usage 5 {Tags} gen_ai.response.model=m gen_ai.token.type=input {Server}",
                $"gen_ai.client.token.usage 7 {Tags} gen_ai.response.model=m gen_ai.token.type=output {Server}",
            ],
            measured.Lines);
    }

    [Fact]
    public async Task A_failed_call_gives_its_duration_with_the_error()
    {
        using MeasurementCollector measured = new(Model);
        using TogetherClient client = Calls.Client(new FakeHandler().ThenText(HttpStatusCode.PaymentRequired, "", "text/plain"), _time);
        await Assert.ThrowsAsync<TogetherBillingException>(() => client.Chat.CreateAsync(s_question));
        Assert.Equal([$"gen_ai.client.operation.duration 0 error.type=402 {Tags} {Server}"], measured.Lines);
    }

    [Theory]
    [InlineData("gen_ai.client.operation.duration", "s", "0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92")]
    [InlineData("gen_ai.client.operation.time_to_first_chunk", "s", "0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92")]
    [InlineData("gen_ai.client.operation.time_per_output_chunk", "s", "0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92")]
    [InlineData("together_ai.client.operation.time_per_output_token", "s", "0.01 0.025 0.05 0.075 0.1 0.15 0.2 0.3 0.4 0.5 0.75 1 2.5")]
    [InlineData("gen_ai.client.token.usage", "{token}", "1 4 16 64 256 1024 4096 16384 65536 262144 1048576 4194304 16777216 67108864")]
    public async Task A_histogram_advises_the_buckets_of_the_conventions(string name, string unit, string buckets)
    {
        using MeasurementCollector measured = new(Model);
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(Calls.Answer("ok")));
        await client.Chat.CreateAsync(s_question); // whoever calls first makes the meter
        Instrument instrument = Assert.Single(measured.Instruments, instrument => instrument.Name == name);
        Assert.Equal(unit, instrument.Unit);
        string advised = instrument switch
        {
            Histogram<double> seconds => string.Join(' ', seconds.Advice!.HistogramBucketBoundaries!),
            Histogram<int> tokens => string.Join(' ', tokens.Advice!.HistogramBucketBoundaries!),
            _ => "",
        };
        Assert.Equal(buckets, advised);
    }
}
