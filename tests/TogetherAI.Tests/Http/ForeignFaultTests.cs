using System.IO.Compression;
using System.Net;
using System.Text;

namespace TogetherAI.Tests.Http;

/// <summary>Faults and quirks of what lies between the client and the service.</summary>
public class ForeignFaultTests
{
    [Fact]
    public async Task The_trace_of_a_handlers_own_fault_shows_where_it_was_thrown()
    {
        FakeHandler handler = new FakeHandler().Then(static () => Deep());
        using TogetherClient client = Calls.Client(handler);
        NotSupportedException thrown = await Assert.ThrowsAsync<NotSupportedException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.Contains(nameof(Deep), thrown.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_whose_text_does_not_come_keeps_its_status()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new ScriptedStream().Write("{");
        FakeHandler handler = new FakeHandler().Then(() => new HttpResponseMessage(HttpStatusCode.PaymentRequired) { Content = new StreamContent(body) });
        using TogetherClient client = Calls.Client(handler, time);
        Task<ChatResponse> asked = client.Chat.CreateAsync(Calls.Question);
        await body.Starved;
        time.Advance(TimeSpan.FromSeconds(5));
        TogetherBillingException thrown = await Assert.ThrowsAsync<TogetherBillingException>(() => asked);
        Assert.Equal(HttpStatusCode.PaymentRequired, thrown.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_answer_is_read(string encoding)
    {
        using MemoryStream bytes = new();
        using (Stream compressor = encoding == "gzip" ? new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true) : new BrotliStream(bytes, CompressionMode.Compress, leaveOpen: true))
            compressor.Write(Encoding.UTF8.GetBytes(Calls.Answer("ok")));
        FakeHandler handler = new FakeHandler().Then(() =>
        {
            HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes.ToArray()) };
            response.Content.Headers.ContentEncoding.Add(encoding);
            return response;
        });
        using TogetherClient client = Calls.Client(handler);
        Assert.Equal("ok", (await client.Chat.CreateAsync(Calls.Question)).Text);
    }

    [Fact]
    public async Task An_event_stream_may_be_spelt_in_capitals()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.OK, "data: " + Calls.Chunk("ok", "stop") + "\n\ndata: [DONE]\n\n", "Text/Event-Stream");
        using TogetherClient client = Calls.Client(handler);
        await using ChatStream stream = await client.Chat.StreamAsync(Calls.Question);
        Assert.Equal("ok", (await stream.GetFinalResponseAsync()).Text);
    }

    [Fact]
    public async Task A_key_that_comes_back_in_a_header_stays_secret()
    {
        FakeHandler handler = new FakeHandler().Then(static () =>
        {
            HttpResponseMessage response = FakeHandler.Answer(HttpStatusCode.BadRequest, "", "text/plain", ("x-request-id", "id-sk-secret"));
            response.ReasonPhrase = "Invalid key sk-secret";
            return response;
        });
        using TogetherClient client = Calls.Client(handler);
        TogetherException thrown = await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => client.Chat.CreateAsync(Calls.Question));
        Assert.DoesNotContain("sk-secret", thrown.ToString() + thrown.RequestId + thrown.Attempts[0], StringComparison.Ordinal);
    }

    private static HttpResponseMessage Deep() => throw new NotSupportedException("not here");
}
