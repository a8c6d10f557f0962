using TogetherAI.Local;
using TogetherAI.Tests.Journaling;

namespace TogetherAI.Tests.Dedicated.Ownership;

/// <summary>A lease journal as several processes share it.</summary>
public class LeaseJournalFileTests
{
    private static readonly string s_path = Path.Combine(Path.GetTempPath(), "shared.journal");

    private readonly VirtualTimeProvider _time = new() { AutoAdvance = true };
    private readonly BreakableFiles _files = new();

    [Fact]
    public async Task An_entry_says_all_that_a_record_does()
    {
        LeaseRecord lease = new()
        {
            LeaseId = "0123456789ab",
            EndpointName = "chat",
            MakesEndpoint = false,
            EndpointId = "ep_1",
            DeploymentId = "dep_1",
            DeleteWhenStopped = false,
            Label = "team \"ä\"",
            StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };
        LeaseJournalFile file = new(s_path, _time, _files);
        await file.SaveAsync(LeaseEntry.Of(lease, "proj_1", new Uri("https://user@example.test/v?key=secret"), _time.GetUtcNow()), CancellationToken.None);
        LeaseEntry entry = Assert.Single(await file.ReadAsync(CancellationToken.None));
        Assert.Equal(lease, entry.ToRecord());
        Assert.Equal("proj_1", entry.Project);
        Assert.DoesNotContain("secret", entry.Address, StringComparison.Ordinal);
        Assert.Equal((Environment.ProcessId, Environment.MachineName), (entry.ProcessId, entry.Machine));
    }

    [Fact]
    public async Task Who_comes_while_another_writes_waits()
    {
        LeaseJournalFile file = new(s_path, _time, _files);
        await file.ReadAsync(CancellationToken.None);
        IDisposable other = _files.TryLock(s_path + ".lock")!;
        using ITimer written = _time.CreateTimer(_ => other.Dispose(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        DateTimeOffset began = _time.GetUtcNow();
        Assert.Empty(await file.ReadAsync(CancellationToken.None));
        Assert.True(_time.GetUtcNow() >= began + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Who_waits_for_longer_than_a_write_can_take_is_told()
    {
        LeaseJournalFile file = new(s_path, _time, _files);
        using IDisposable other = _files.TryLock(s_path + ".lock")!;
        DateTimeOffset began = _time.GetUtcNow();
        TogetherJournalException told = await Assert.ThrowsAsync<TogetherJournalException>(() => file.ReadAsync(CancellationToken.None));
        Assert.Equal(JournalFault.InUse, told.Fault);
        Assert.Equal(30, (_time.GetUtcNow() - began).TotalSeconds, 0.1);
    }

    [Fact]
    public async Task Leases_that_come_and_go_do_not_make_it_grow_for_good()
    {
        LeaseJournalFile file = new(s_path, _time, _files);
        await file.SaveAsync(Entry("stays0000000"), CancellationToken.None);
        for (int i = 0; i < 250; i++)
        {
            await file.SaveAsync(Entry($"{i:x12}"), CancellationToken.None);
            await file.SaveAsync(new LeaseEntry { LeaseId = $"{i:x12}", IsOver = true }, CancellationToken.None);
            Assert.True(_files[s_path].Length < 70_000);
        }

        Assert.Equal("stays0000000", Assert.Single(await file.ReadAsync(CancellationToken.None)).LeaseId);
    }

    [Fact]
    public async Task A_record_that_is_no_lease_is_refused()
    {
        Journal journal = Journal.Open(s_path, JournalKind.Leases, static _ => { }, _files);
        journal.Append("{\"other\":1}"u8);
        journal.Commit();
        journal.Dispose();
        TogetherJournalException refused = await Assert.ThrowsAsync<TogetherJournalException>(() => new LeaseJournalFile(s_path, _time, _files).ReadAsync(CancellationToken.None));
        Assert.Equal(JournalFault.NotAJournal, refused.Fault);
    }

    private LeaseEntry Entry(string id) => LeaseEntry.Of(
        new LeaseRecord { LeaseId = id, EndpointName = "e-" + id, StartedAt = _time.GetUtcNow() }, "p", new Uri("https://example.test"), _time.GetUtcNow());
}
