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
