namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>The process of a run ends anywhere, and another takes it up.</summary>
public class BatchRunDeathTests
{
    private const int Count = 12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ended_at_any_request_it_goes_on_and_no_request_is_taken_in_twice(bool served)
    {
        for (int death = 1; ; death++)
        {
            await using Corpus corpus = await Corpus.StartAsync();
            using MortalHandler handler = new(corpus.Cloud.CreateHandler(), death, served);
            using TogetherClient client = corpus.MortalClient(handler);
            List<string> seen = [];
            try
            {
                await foreach (BatchResult<string> result in client.Batches.RunAsync(Corpus.Inputs(Count), static text => text, Corpus.Ask, Options(corpus), handler.Dead.Token))
                    seen.Add(result.Input);
            }
            catch (OperationCanceledException)
            {
                Assert.True(handler.IsDead);
            }

            foreach (BatchResult<string> result in await corpus.RunAsync(Corpus.Inputs(Count), Options(corpus)))
                seen.Add(result.Input);
            Assert.Equal(Corpus.Inputs(Count).Order(), seen.Distinct().Order());
            Assert.Equal(Count, corpus.TakenIn.Count);
            if (!handler.IsDead)
                break; // it lived to the end: every request has had its turn
            Assert.InRange(death, 1, 100);
        }
    }

    [Fact]
    public async Task Every_beginning_of_a_journal_is_one_to_go_on_from()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        await foreach (BatchResult<string> _ in client.Batches.RunAsync(Corpus.Inputs(Count), static text => text, Corpus.Ask, Options(corpus)))
            break; // while all that the journal tells of is still on disk
        byte[] whole = await File.ReadAllBytesAsync(corpus.Journal);
        int tried = 0, refused = 0;
        for (int length = 0; length <= whole.Length; length += 61)
        {
            string journal = corpus.Journal + (++tried);
            await File.WriteAllBytesAsync(journal, whole[..length]);
            Copy(corpus.Journal + ".d", journal + ".d");
            List<BatchResult<string>>? results = null;
            while (results is null)
            {
                try
                {
                    results = await corpus.RunAsync(Corpus.Inputs(Count), Options(corpus) with { Journal = journal });
                }
                catch (TogetherJournalException refusal) when (refusal.Fault == JournalFault.Incomplete)
                {
                    // What was paid for is not thrown away without a word. Without it, the journal is as good as any.
                    Assert.Equal(length, new FileInfo(journal).Length);
                    File.Delete(refusal.Message.Split('\'')[1]);
                    refused++;
                }
            }

            Assert.Equal(Corpus.Inputs(Count).Order(), results.Where(static result => result.Error is null).Select(static result => result.Input).Order());
        }

        Assert.True(tried > 10);
        Assert.True(refused > 0);
    }

    private static BatchRunOptions Options(Corpus corpus) => corpus.Options with { RequestsPerJob = 5, JobsAtATime = 2 };

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
