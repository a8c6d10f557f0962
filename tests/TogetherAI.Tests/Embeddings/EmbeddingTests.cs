using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Embeddings;

/// <summary>Vectors of texts: what is sent, what is read, and what is refused.</summary>
public class EmbeddingTests
{
    private const string Answer =
        """
        {"object":"list","model":"BAAI/bge-base-en-v1.5","data":[
          {"object":"embedding","index":0,"embedding":[0.25,-1.5,3e-05,7],"truncated":false},
          {"object":"embedding","index":1,"embedding":[]}],
         "usage":{"prompt_tokens":9,"completion_tokens":0,"total_tokens":9},"took":3}
        """;

    [Fact]
    public async Task One_text_is_sent_as_a_string()
    {
        SentRequest sent = await SentAsync(new EmbeddingRequest { Model = "m", Input = "hello" });

        Assert.Equal(("POST", "https://example.test/v1/embeddings"), (sent.Method, sent.Uri.AbsoluteUri));
        Wire.Same("""{"model":"m","input":"hello"}""", sent.Body);
    }

    [Fact]
    public async Task Several_texts_are_sent_as_an_array_with_what_the_library_does_not_know_beside_them()
    {
        SentRequest sent = await SentAsync(new EmbeddingRequest { Model = "m", Input = ["a", "b"], ExtraBody = new JsonObject { ["dimensions"] = 256 } });
        Wire.Same("""{"model":"m","input":["a","b"],"dimensions":256}""", sent.Body);
    }

    [Fact]
    public async Task A_list_of_one_stays_a_list() =>
        Wire.Same("""{"model":"m","input":["a"]}""", (await SentAsync(new EmbeddingRequest { Model = "m", Input = EmbeddingInput.FromTexts(new List<string> { "a" }) })).Body);

    [Fact]
    public async Task A_field_given_twice_is_refused_before_anything_is_sent()
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            SentAsync(new EmbeddingRequest { Model = "m", Input = "a", ExtraBody = new JsonObject { ["input"] = "b" } }));
        Assert.Contains("'input'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_holds_no_null()
    {
        Assert.Throws<ArgumentNullException>(() => EmbeddingInput.FromText(null!));
        Assert.Throws<ArgumentNullException>(() => EmbeddingInput.FromTexts(["a", null!]));
    }

    [Fact]
    public void A_request_is_read_as_it_was_written()
    {
        Assert.Equal(["a", "b"], JsonSerializer.Deserialize("""{"model":"m","input":["a","b"]}""", TogetherJsonContext.Default.EmbeddingRequest)!.Input);
        Wire.Same("""{"model":"m","input":"a","x":1}""", Wire.RoundTrip("""{"model":"m","input":"a","x":1}""", TogetherJsonContext.Default.EmbeddingRequest));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"model":"m","input":[1]}""", TogetherJsonContext.Default.EmbeddingRequest));
    }

    [Fact]
    public async Task Every_field_of_the_answer_is_read_and_written_again()
    {
        EmbeddingResponse answer = await AnsweredAsync(Answer, ("x-request-id", "req-1"));

        Assert.Equal(("list", "BAAI/bge-base-en-v1.5", "req-1"), (answer.Object, answer.Model, answer.RequestId));
        Assert.Equal(2, answer.Data.Count);
        Assert.Equal(("embedding", 0, "truncated"), (answer.Data[0].Object, answer.Data[0].Index, Assert.Single(answer.Data[0].UnknownFields.Keys)));
        Assert.Equal([0.25f, -1.5f, 3e-05f, 7f], answer.Data[0].Vector.ToArray());
        Assert.Equal((1, 0), (answer.Data[1].Index, answer.Data[1].Vector.Length));
        Assert.Equal((9, 9), (answer.Usage!.PromptTokens, answer.Usage.TotalTokens));
        Assert.Equal(["took"], answer.UnknownFields.Keys);
        Wire.Same(Answer, Wire.Serialize(answer, TogetherJsonContext.Default.EmbeddingResponse));
    }

    [Fact]
    public async Task The_answer_the_description_promises_has_no_usage() =>
        Assert.Null((await AnsweredAsync("""{"object":"list","model":"m","data":[]}""")).Usage);

    [Theory]
    [InlineData("0.1", 0.1f)]
    [InlineData("-0.0", -0.0f)]
    [InlineData("1E-45", 1E-45f)]
    [InlineData("0.018237816169857979", 0.01823781616985798f)]
    [InlineData("3.4028235e38", float.MaxValue)]
    [InlineData("123456789012345678901234567890", 1.2345679E+29f)]
    public async Task A_number_becomes_the_nearest_float(string number, float expected)
    {
        EmbeddingResponse answer = await AnsweredAsync($$"""{"data":[{"embedding":[{{number}}]}]}""");
        Assert.Equal(expected, Assert.Single(answer.Data[0].Vector.ToArray()));
    }

    [Fact]
    public async Task A_vector_longer_than_any_buffer_comes_whole()
    {
        string numbers = string.Join(",", Enumerable.Range(0, 5000).Select(i => (i * 0.5f).ToString(CultureInfo.InvariantCulture)));
        ReadOnlyMemory<float> vector = (await AnsweredAsync($$"""{"data":[{"embedding":[{{numbers}}]}]}""")).Data[0].Vector;

        Assert.Equal(5000, vector.Length);
        Assert.Equal(2499.5f, vector.Span[^1]);
        Assert.Equal(512f, vector.Span[1024]);
    }

    [Fact]
    public async Task Base64_of_floats_is_read_where_a_server_sends_it()
    {
        string base64 = Convert.ToBase64String([0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x20, 0xC1]); // 1 and -10, little-endian
        EmbeddingResponse answer = await AnsweredAsync($$"""{"data":[{"embedding":"{{base64}}"}]}""");
        Assert.Equal([1f, -10f], answer.Data[0].Vector.ToArray());
    }

    [Theory]
    [InlineData("""{"data":[{"embedding":null}]}""")]
    [InlineData("""{"data":[{"embedding":7}]}""")]
    [InlineData("""{"data":[{"embedding":{}}]}""")]
    [InlineData("""{"data":[{"embedding":[null]}]}""")]
    [InlineData("""{"data":[{"embedding":["0.5"]}]}""")]
    [InlineData("""{"data":[{"embedding":[[0.5]]}]}""")]
    [InlineData("""{"data":[{"embedding":[1e400]}]}""")]
    [InlineData("""{"data":[{"embedding":[0.5"""  )]
    [InlineData("""{"data":[{"embedding":"AAAA"}]}""")]
    [InlineData("""{"data":[{"embedding":"?"}]}""")]
    [InlineData("""{"data":[{"embedding":"AADAfw=="}]}""")] // a NaN
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"data":{}}""")]
    public async Task Anything_else_is_told_as_an_answer_that_breaks_its_promise(string json) =>
        await Assert.ThrowsAsync<TogetherResponseException>(() => AnsweredAsync(json));

    [Fact]
    public void A_thousand_vectors_are_read_into_little_more_memory_than_they_need()
    {
        const int Vectors = 1000;
        const int Dimensions = 768;
        Random random = new(5);
        StringBuilder json = new("""{"object":"list","model":"m","data":[""");
        for (int i = 0; i < Vectors; i++)
        {
            json.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $$"""{"object":"embedding","index":{{i}},"embedding":[""");
            for (int j = 0; j < Dimensions; j++)
                json.Append(j == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{(random.NextDouble() - 0.5) / 10}");
            json.Append("]}");
        }

        byte[] body = Wire.Utf8(json.Append("]}").ToString());
        _ = JsonSerializer.Deserialize(body, TogetherJsonContext.Default.EmbeddingResponse);
        long before = GC.GetAllocatedBytesForCurrentThread();
        EmbeddingResponse answer = JsonSerializer.Deserialize(body, TogetherJsonContext.Default.EmbeddingResponse)!;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Vectors, answer.Data.Count);
        Assert.InRange(allocated, Vectors * Dimensions * sizeof(float), Vectors * Dimensions * sizeof(float) * 5L / 4);
        Assert.True(MemoryMarshal.TryGetArray(answer.Data[0].Vector, out ArraySegment<float> array) && array.Array!.Length == Dimensions);
    }

    private static async Task<SentRequest> SentAsync(EmbeddingRequest request)
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"object":"list","model":"m","data":[]}""");
        using TogetherClient client = Calls.Client(handler);
        await client.Embeddings.CreateAsync(request);
        return Assert.Single(handler.Requests);
    }

    private static async Task<EmbeddingResponse> AnsweredAsync(string json, params (string Name, string Value)[] headers)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json, headers: headers));
        return await client.Embeddings.CreateAsync(new EmbeddingRequest { Model = "m", Input = "?" });
    }
}
