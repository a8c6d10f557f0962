namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>What a journal tells to those who only look, and when results count as arrived.</summary>
public class BatchRunStatusTests
{
    [Fact]
    public async Task A_journal_is_read_beside_its_run_and_left_as_it_is()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        await using (IAsyncEnumerator<BatchResult<string>> run = client.Batches.RunAsync(Corpus.Inputs(25), static text => text, Corpus.Ask, corpus.Options).GetAsyncEnumerator())
        {
            Assert.True(await run.MoveNextAsync());
            BatchRunStatus status = BatchRunStatus.Read(corpus.Journal);
            Assert.Equal((25L, 0L, false, Environment.ProcessId), (status.Inputs, status.Delivered, status.IsComplete, status.ProcessId!.Value));
            Assert.Equal([(1, 1, 10L), (2, 1, 10L), (3, 1, 5L)], status.Jobs.Select(static job => (job.Part, job.Attempt, job.Requests)));
            Assert.All(status.Jobs.Where(static job => job.IsCollected), static job => Assert.Equal(("tai-tiny", true), (job.Model, job.JobId is not null && job.FileId is not null && job.FileName is not null)));
            Assert.Contains(status.Jobs, static job => job.IsCollected);
            Assert.True(await run.MoveNextAsync());
        }

        byte[] before = await File.ReadAllBytesAsync(corpus.Journal);
        BatchRunStatus ended = BatchRunStatus.Read(corpus.Journal);
        Assert.Equal((1L, null), (ended.Delivered, ended.ProcessId));
        Assert.Equal(before, await File.ReadAllBytesAsync(corpus.Journal));
        await corpus.RunAsync(Corpus.Inputs(25));
        Assert.True(BatchRunStatus.Read(corpus.Journal).IsComplete);
    }

    [Fact]
    public async Task Whoever_looks_takes_no_lock_and_keeps_nobody_out()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        await corpus.RunAsync(Corpus.Inputs(3));
        File.Delete(corpus.Journal + ".lock");
        Assert.Null(BatchRunStatus.Read(corpus.Journal).ProcessId);
        Assert.False(File.Exists(corpus.Journal + ".lock"));

        // Somebody who looks at this very moment, and goes on looking.
        using (File.OpenHandle(Path.Combine(corpus.Journal + ".d", "alive"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(2, (await corpus.RunAsync(Corpus.Inputs(5))).Count);
    }

    [Fact]
    public async Task A_run_that_died_while_it_read_its_inputs_is_not_complete()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Batches.RunAsync(Torn(), static text => text, Corpus.Ask, corpus.Options).ToListAsync().AsTask());
        BatchRunStatus status = BatchRunStatus.Read(corpus.Journal);
        Assert.Equal((0L, false), (status.Inputs, status.IsComplete));

        static async IAsyncEnumerable<string> Torn()
        {
            yield return "text 0";
            await Task.Yield();
            throw new InvalidOperationException("the source is gone");
        }
    }

    [Fact]
    public async Task A_journal_that_may_not_be_written_can_be_looked_at()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        await corpus.RunAsync(Corpus.Inputs(3));
        File.SetAttributes(corpus.Journal, FileAttributes.ReadOnly);
        Assert.Equal(3, BatchRunStatus.Read(corpus.Journal).Delivered);
        File.SetAttributes(corpus.Journal, FileAttributes.Normal);
    }

    [Theory]
    [InlineData(false, "00001-results-0.jsonl")]
    [InlineData(true, "00001-results-0.jsonl")]
    [InlineData(true, "00002-answers")]
    public async Task A_journal_that_does_not_know_what_was_paid_for_is_refused_and_left_as_it_is(bool isGone, string answers)
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        await using (IAsyncEnumerator<BatchResult<string>> run = client.Batches.RunAsync(Corpus.Inputs(15), static text => text, Corpus.Ask, corpus.Options).GetAsyncEnumerator())
            Assert.True(await run.MoveNextAsync());
        string paid = Path.Combine(corpus.Journal + ".d", answers);
        if (!File.Exists(paid))
            await File.WriteAllTextAsync(paid, "of a request that went by itself");
        byte[] whole = await File.ReadAllBytesAsync(corpus.Journal);
        byte[] damaged = [.. whole];
        damaged[whole.AsSpan().IndexOf("intended"u8)] ^= 1;
        if (isGone)
            File.Delete(corpus.Journal);
        else
            await File.WriteAllBytesAsync(corpus.Journal, damaged);

        TogetherJournalException refused = await Assert.ThrowsAsync<TogetherJournalException>(() => corpus.RunAsync(Corpus.Inputs(15)));
        Assert.Equal((JournalFault.Incomplete, corpus.Journal), (refused.Fault, refused.Path));
        Assert.Contains("holds answers that the journal", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(paid));
        Assert.Equal(isGone ? [] : damaged, await File.ReadAllBytesAsync(corpus.Journal));

        await File.WriteAllBytesAsync(corpus.Journal, whole);
        if (answers == "00002-answers")
            File.Delete(paid);
        Assert.Equal(15, (await corpus.RunAsync(Corpus.Inputs(15))).Count);
        Assert.Equal(15, corpus.TakenIn.Count);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_removed_at_the_next_start()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        await corpus.RunAsync(Corpus.Inputs(15));
        string folder = corpus.Journal + ".d";
        string[] left =
        [
            "open-3-requests", "together-keys-0123", "together-ids-0123", "00003-results-0.jsonl.tmp", // not written to their end
            "00001-delivery.jsonl", "00001-requests-0.jsonl", "00002-results-1.jsonl", "00002-inputs", "00002-answers", // of jobs that are delivered
            "00009-requests-0.jsonl", "00000-ids", // of none
        ];
        foreach (string name in left)
            await File.WriteAllTextAsync(Path.Combine(folder, name), "left");
        Assert.Equal(["text 16"], (await corpus.RunAsync(Corpus.Inputs(16))).Select(static result => result.Input));
        Assert.Equal(["00000-ids", "00001-ids", "00002-ids", "00003-ids", "alive"], Directory.GetFiles(folder).Select(static file => Path.GetFileName(file)).Order());
        Assert.Equal(16, corpus.TakenIn.Distinct().Count());
    }

    [Fact]
    public async Task What_is_no_journal_is_said_to_be_none_and_not_made()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        TogetherJournalException none = Assert.Throws<TogetherJournalException>(() => BatchRunStatus.Read(corpus.Journal));
        Assert.Equal((JournalFault.CannotAccess, false), (none.Fault, File.Exists(corpus.Journal)));
        await File.WriteAllTextAsync(corpus.Journal, "something else altogether, and long enough");
        Assert.Equal(JournalFault.NotAJournal, Assert.Throws<TogetherJournalException>(() => BatchRunStatus.Read(corpus.Journal)).Fault);
    }

    [Fact]
    public async Task Results_that_could_not_be_saved_are_handed_out_again()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        int flushes = 0;
        BatchRunOptions options = corpus.Options with
        {
            BeforeAcknowledge = () =>
            {
                if (++flushes == 2)
                    throw new IOException("The disk is full.");
            },
        };
        await Assert.ThrowsAsync<IOException>(() => corpus.RunAsync(Corpus.Inputs(25), options));
        long delivered = BatchRunStatus.Read(corpus.Journal).Delivered;
        Assert.InRange(delivered, 5, 10); // one job's
        List<BatchResult<string>> rest = await corpus.RunAsync(Corpus.Inputs(25), options);
        Assert.Equal((25 - delivered, 25), ((long)rest.Count, corpus.TakenIn.Count));
    }

    [Fact]
    public async Task A_flush_that_fails_in_the_midst_of_a_job_is_not_tried_again_behind_the_callers_back()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        int flushes = 0;
        BatchRunOptions options = corpus.Options with
        {
            RequestsPerJob = 100, // more than are acknowledged at once
            BeforeAcknowledge = () =>
            {
                if (++flushes == 1)
                    throw new IOException("The disk is full.");
            },
        };
        await Assert.ThrowsAsync<IOException>(() => corpus.RunAsync(Corpus.Inputs(100), options));
        Assert.Equal((1, 0L), (flushes, BatchRunStatus.Read(corpus.Journal).Delivered));
        Assert.Equal(100, (await corpus.RunAsync(Corpus.Inputs(100), options)).Count);
    }
}
