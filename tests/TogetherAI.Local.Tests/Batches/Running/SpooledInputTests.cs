using System.Text.Json.Serialization;

namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>Inputs that lie on disk until their results are delivered.</summary>
public partial class SpooledInputTests
{
    private sealed record Note(int Id, string Text);

    [JsonSerializable(typeof(Note))]
    private sealed partial class NoteJson : JsonSerializerContext;

    [Fact]
    public async Task Every_result_comes_with_its_input_in_whatever_order_the_jobs_end()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        corpus.Cloud.Batches.OnNext().Fail("the first is the last to end");
        List<BatchResult<Note>> results = await RunAsync(client, Notes(1, 25), corpus.Options);
        Assert.Equal(Notes(1, 25), results.Select(static result => result.Input).OrderBy(static note => note.Id));
        Assert.All(results, static result => Assert.Equal(("re: " + result.Input.Text, $"{result.Input.Id}"), (result.Response!.Text, result.Key)));
        Assert.DoesNotContain(Directory.GetFiles(corpus.Journal + ".d"), static file => file.EndsWith("inputs", StringComparison.Ordinal)); // delivered, and gone
    }

    [Fact]
    public async Task The_next_life_needs_no_input_again_whose_request_is_on_disk()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        int first = 0;
        await foreach (BatchResult<Note> result in client.Batches.RunAsync(Inputs(Notes(1, 25)), Ask, corpus.Options))
        {
            first = result.Input.Id;
            break; // not acknowledged
        }

        // What is new is added; what is known need not even be there.
        List<BatchResult<Note>> rest = await RunAsync(client, Notes(26, 3), corpus.Options);
        Assert.Equal(Notes(1, 28), rest.Select(static result => result.Input).OrderBy(static note => note.Id));
        Assert.Contains(rest, result => result.Input.Id == first);
        Assert.Equal((28, 28), (corpus.TakenIn.Count, corpus.TakenIn.Distinct().Count()));
        Assert.Empty(await RunAsync(client, Notes(1, 28), corpus.Options));
    }

    [Fact]
    public async Task A_key_that_comes_twice_leaves_nothing_behind()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(client, [.. Notes(1, 25), new Note(3, "again")], corpus.Options));
        Assert.StartsWith("Input 26 has a key that another input has too", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, BatchRunStatus.Read(corpus.Journal).Inputs);

        List<BatchResult<Note>> results = await RunAsync(client, Notes(1, 12), corpus.Options);
        Assert.Equal((12, 12), (results.Count, corpus.TakenIn.Count));
    }

    [Fact]
    public async Task A_run_whose_inputs_are_not_on_disk_says_so()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        await foreach (BatchResult<Note> _ in client.Batches.RunAsync(Notes(1, 5), static note => $"{note.Id}", Ask, corpus.Options))
            break;
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(client, Notes(1, 5), corpus.Options));
        Assert.Contains("begun with inputs that it does not keep on disk", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(5, (await client.Batches.RunAsync(Notes(1, 5), static note => $"{note.Id}", Ask, corpus.Options).ToListAsync()).Count);
    }

    [Theory]
    [InlineData("00001-ids")]
    [InlineData("00001-requests-0.jsonl")]
    public async Task A_file_that_is_gone_and_cannot_be_made_anew_is_named(string name)
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        await Assert.ThrowsAsync<BatchBudgetException>(() => RunAsync(client, Notes(1, 5), corpus.Options with { MaxUsd = 0.0000001m }));
        File.Delete(Path.Combine(corpus.Journal + ".d", name));
        TogetherJournalException thrown = await Assert.ThrowsAsync<TogetherJournalException>(() => RunAsync(client, Notes(1, 5), corpus.Options));
        Assert.Contains(name + "' is gone", thrown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TogetherJournalException>(() => RunAsync(client, Notes(1, 5), corpus.Options)); // and its lock is free again
    }

    [Fact]
    public async Task A_file_that_can_be_made_anew_is()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText == "text 2").Times(1).Respond(500);
        await foreach (BatchResult<Note> _ in client.Batches.RunAsync(Inputs(Notes(1, 5)), Ask, corpus.Options))
            break;
        foreach (string file in Directory.GetFiles(corpus.Journal + ".d").Where(static file => file.Contains("results-", StringComparison.Ordinal) || file.EndsWith("delivery.jsonl", StringComparison.Ordinal) || file.EndsWith("requests-1.jsonl", StringComparison.Ordinal)))
            File.Delete(file);
        List<BatchResult<Note>> results = await RunAsync(client, Notes(1, 5), corpus.Options);
        Assert.Equal(Notes(1, 5), results.Where(static result => result.Error is null).Select(static result => result.Input).OrderBy(static note => note.Id));
        Assert.Equal([5, 1], corpus.Cloud.Batches.Select(static batch => batch.CustomIds.Count));
    }

    private static IReadOnlyList<Note> Notes(int from, int count) => [.. Enumerable.Range(from, count).Select(static i => new Note(i, $"text {i}"))];

    private static BatchInputs<Note> Inputs(IEnumerable<Note> notes) => BatchInputs.From(notes, static note => $"{note.Id}", NoteJson.Default.Note);

    private static ChatRequest Ask(Note note) => Corpus.Ask(note.Text);

    private static Task<List<BatchResult<Note>>> RunAsync(TogetherClient client, IEnumerable<Note> notes, BatchRunOptions options) =>
        client.Batches.RunAsync(Inputs(notes), Ask, options).ToListAsync().AsTask();
}
