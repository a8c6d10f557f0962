namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>The estimate by a model's own tokenizer.</summary>
public class TokenCounterTests
{
    [Fact]
    public async Task It_counts_what_the_answers_say_was_read()
    {
        await using LocalTogether local = await LocalTogether.StartAsync();
        using TogetherClient client = local.CreateClient();
        Func<ChatRequest, int> count = await local.CreateTokenCounterAsync();
        foreach (string text in new[] { "a", "Is this a good hotel?", "Größe: 12 µm — 日本語" })
        {
            ChatRequest request = Corpus.Ask(text) with { Messages = [ChatMessage.System("Be short."), ChatMessage.User(text)] };
            Assert.Equal((await client.Chat.CreateAsync(request)).Usage!.PromptTokens, count(request));
        }
    }

    [Fact]
    public async Task The_estimate_of_a_run_is_then_exact_but_for_the_answers()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        corpus.Cloud.Chat.Clear(); // the model itself
        BatchRunOptions options = corpus.Options with { CountTokens = await corpus.Cloud.CreateTokenCounterAsync() };
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(4), options);
        long prompt = results.Sum(static result => result.Response!.Usage!.PromptTokens);
        Assert.Equal((prompt + (2m * 4 * 16)) / 1_000_000m, corpus.Progress.MostUsd);
    }

    [Fact]
    public async Task The_estimate_of_vectors_is_by_the_models_own_tokens()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        Func<EmbeddingRequest, int> count = await corpus.Cloud.CreateEmbeddingTokenCounterAsync();
        EmbeddingRequest both = new() { Model = "tai-tiny", Input = ["one text", "and another: Größe 12 µm"] };
        int[] each = [count(both with { Input = "one text" }), count(both with { Input = "and another: Größe 12 µm" })];
        Assert.True(each[0] > 1 && each[1] > each[0]);
        Assert.Equal(each.Sum(), count(both));
        await client.Batches.RunEmbeddingsAsync(BatchInputs.From(["a"], static text => text), _ => both, corpus.Options with { CountEmbeddingTokens = count }).ToListAsync();
        Assert.Equal(each.Sum() / 1_000_000m, corpus.Progress.MostUsd);
        Assert.Throws<ArgumentException>(() => count(both with { Input = "" }));
    }

    [Fact]
    public async Task What_is_not_there_or_cannot_be_read_is_told()
    {
        await using LocalTogether local = await LocalTogether.StartAsync();
        Assert.Contains("nothing-here", (await Assert.ThrowsAsync<ArgumentException>(() => local.CreateTokenCounterAsync("nothing-here"))).Message, StringComparison.Ordinal);
        Func<ChatRequest, int> count = await local.CreateTokenCounterAsync();
        Assert.Throws<ArgumentException>(() => count(new ChatRequest { Model = "tai-tiny", Messages = [] }));
    }
}
