using System.Text.Json.Serialization;

namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>Inputs from files: lines of JSON, tables, texts. Places and remedies of what is wrong with them.</summary>
public partial class FileInputTests
{
    private sealed record Review(string Id, string Text);

    [JsonSerializable(typeof(Review))]
    private sealed partial class ReviewJson : JsonSerializerContext;

    [Fact]
    public async Task Lines_of_json_have_a_key_each_way()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        string path = corpus.Write("in.jsonl", """
            {"custom_id":"a","id":9,"text":"one"}
            {"id":7,"text":"two"}

            {"text":"three"}
            """);
        Assert.Equal(["4=three", "7=two", "a=one"], await RunAsync(corpus, BatchInputs.FromJsonl(path)));
        Assert.Equal(["one=one", "three=three", "two=two"], await RunAsync(corpus, BatchInputs.FromJsonl(path, key: "text"), "2"));
    }

    [Fact]
    public async Task Lines_of_json_are_values_of_a_type()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        BatchInputs<Review> inputs = BatchInputs.FromJsonl(corpus.Write("in.jsonl", "{\"Id\":\"r1\",\"Text\":\"good\"}\n{\"Id\":\"r2\",\"Text\":\"bad\"}\n"), ReviewJson.Default.Review, static review => review.Id);
        List<BatchResult<Review>> results = await client.Batches.RunAsync(inputs, static review => Corpus.Ask(review.Text), corpus.Options).ToListAsync();
        Assert.Equal([new Review("r1", "good"), new Review("r2", "bad")], results.Select(static result => result.Input).OrderBy(static review => review.Id, StringComparer.Ordinal));

        inputs = BatchInputs.FromJsonl(corpus.Write("bad.jsonl", "{\"Id\":\"r1\",\"Text\":\"good\"}\n{\"Id\":[]}"), ReviewJson.Default.Review, static review => review.Id);
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() =>
            client.Batches.RunAsync(inputs, static review => Corpus.Ask(review.Text), corpus.Options with { Journal = corpus.Journal + "2" }).ToListAsync().AsTask());
        Assert.StartsWith("bad.jsonl, line 2 is no Review: ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_a_table_keep_what_quotes_hold()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        string path = corpus.Write("in.csv", "\uFEFFnumber,ID,Text\r\n1,a,\"one, \"\"two\"\"\nthree\"\r\n\r\n2,b,\r\n3,c,\"\"\n");
        Assert.Equal(["a=one, \"two\"\nthree", "b=", "c="], await RunAsync(corpus, BatchInputs.FromCsv(path)));
        Assert.Equal(["1=one, \"two\"\nthree", "2=", "3="], await RunAsync(corpus, BatchInputs.FromCsv(path, key: "Number"), "2"));
        Assert.Equal(["2=x", "3=y"], await RunAsync(corpus, BatchInputs.FromCsv(corpus.Write("plain.csv", "text\nx\ny")), "3"));
    }

    [Fact]
    public async Task Lines_of_text_may_be_the_same()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        Assert.Equal(["1=fine", "2=fine", "4=bad"], await RunAsync(corpus, BatchInputs.FromLines(corpus.Write("in.txt", "fine\nfine\n\nbad"))));
    }

    [Fact]
    public async Task Files_of_a_folder_have_their_paths_as_keys()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        corpus.Write("texts/b.txt", "two");
        corpus.Write("texts/deep/a.md", "\uFEFFone");
        corpus.Write("texts/.hidden", "no");
        corpus.Write("texts/.git/config", "no");
        Assert.Equal(["b.txt=two", "deep/a.md=one"], await RunAsync(corpus, BatchInputs.FromFolder(Path.Combine(Path.GetDirectoryName(corpus.Journal)!, "texts"))));
    }

    [Theory]
    [InlineData("in.jsonl", "{\"text\":\"a\"}\nnonsense", "in.jsonl, line 2 is not JSON: ")]
    [InlineData("in.jsonl", "[1]", "in.jsonl, line 1 is JSON, but no object")]
    [InlineData("in.jsonl", "{\"id\":{}}", "in.jsonl, line 1: id, the field that is to tell inputs apart, is neither a string nor a number.")]
    [InlineData("in.jsonl", "{\"a\":1}", "in.jsonl, line 1 has no text in the field 'text'; there is a.")]
    [InlineData("in.jsonl", "{\"text\":5}", "in.jsonl, line 1 has no text in the field 'text'; there is text.")]
    [InlineData("in.csv", "", "in.csv is empty. Its first line has to name the columns.")]
    [InlineData("in.csv", "a,a\n1,2", "in.csv names a column twice.")]
    [InlineData("in.csv", "id,text\n1,a,b", "in.csv, line 2 has 3 fields, and the first line names 2.")]
    [InlineData("in.csv", "id,text\n1,\"a\n", "in.csv, line 2: a quote is not closed before the file ends.")]
    [InlineData("in.csv", "id,text\n\n1,\"a\"b", "in.csv, line 3: a closing quote is followed by neither a comma nor the line's end.")]
    public async Task What_is_wrong_is_told_with_its_place_and_nothing_is_sent(string name, string content, string said)
    {
        await using Corpus corpus = await Corpus.StartAsync();
        string path = corpus.Write(name, content);
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(corpus, name.EndsWith("csv", StringComparison.Ordinal) ? BatchInputs.FromCsv(path) : BatchInputs.FromJsonl(path)));
        Assert.StartsWith(said, thrown.Message, StringComparison.Ordinal);
        Assert.Empty(corpus.Cloud.Requests);
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_no_text_is_told_too()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        string path = corpus.Write("in.csv", "id,text\n1,a");
        Assert.Contains("has no column 'review', which is to tell inputs apart; there is id, text.", (await FailAsync(BatchInputs.FromCsv(path, "review"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no ", (await FailAsync(BatchInputs.FromLines(path + "x"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no folder ", (await FailAsync(BatchInputs.FromFolder(path))).Message, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, [(byte)'a', (byte)'\n', 0xFF]);
        Assert.Contains("is not UTF-8", (await FailAsync(BatchInputs.FromLines(path))).Message, StringComparison.Ordinal);

        Task<ArgumentException> FailAsync(BatchInputs<BatchRow> inputs) => Assert.ThrowsAsync<ArgumentException>(() => RunAsync(corpus, inputs));
    }

    /// <summary>Runs them, and says what was asked for each key.</summary>
    private static async Task<IReadOnlyList<string>> RunAsync(Corpus corpus, BatchInputs<BatchRow> inputs, string run = "")
    {
        using TogetherClient client = corpus.Cloud.CreateClient();
        List<BatchResult<BatchRow>> results = await client.Batches.RunAsync(
            inputs, static row => Corpus.Ask(row.Text("text")), corpus.Options with { Journal = corpus.Journal + run }).ToListAsync();
        Assert.All(results, static result => Assert.Equal("re: " + result.Input.Text("text"), result.Response!.Text));
        return [.. results.Select(static result => $"{result.Key}={result.Input.Text("text")}").Order(StringComparer.Ordinal)];
    }
}
