using System.Text;

namespace TogetherAI.Tests.Journaling;

/// <summary>What a journal keeps, and what it refuses.</summary>
public class JournalTests
{
    [Fact]
    public void What_was_committed_is_there_for_the_next_to_open_it()
    {
        BreakableFiles files = new();
        (Journal journal, List<string> none) = Journals.Open(files);
        Assert.Empty(none);
        journal.Append("one");
        journal.Append(new string('x', 100_000));
        journal.Commit();
        journal.Append("three");
        journal.Commit();
        journal.Dispose();

        (Journal again, List<string> records) = Journals.Open(files.After(Aftermath.PowerCut));
        Assert.Equal(["one", new string('x', 100_000), "three"], records);
        Assert.Equal(new JournalRecovery(3, 0), again.Recovery);
    }

    [Fact]
    public void What_was_not_committed_may_be_gone()
    {
        BreakableFiles files = new();
        (Journal journal, _) = Journals.Open(files);
        journal.Append("kept");
        journal.Commit();
        journal.Append("lost");
        Assert.Equal(["kept"], Journals.Read(files.After(Aftermath.Killed)));
    }

    [Fact]
    public void A_batch_that_is_too_large_for_memory_is_written_on_the_way()
    {
        BreakableFiles files = new();
        (Journal journal, _) = Journals.Open(files);
        for (int i = 0; i < 40; i++)
            journal.Append(new string('x', 10_000));
        Assert.InRange(files[Journals.Path].Length, 256 * 1024, 400_000);
        Assert.True(journal.Length > 400_000);
        journal.Commit();
        Assert.Equal(40, Journals.Read(files.After(Aftermath.PowerCut)).Count);
    }

    [Fact]
    public void A_new_start_goes_on_after_what_is_there()
    {
        BreakableFiles files = new();
        for (int i = 0; i < 3; i++)
        {
            (Journal journal, List<string> records) = Journals.Open(files);
            Assert.Equal(i, records.Count);
            journal.Append($"{i}");
            journal.Commit();
            journal.Dispose();
        }

        Assert.Equal(["0", "1", "2"], Journals.Read(files));
    }

    [Fact]
    public void Compacting_leaves_what_it_is_given_and_goes_on_from_there()
    {
        BreakableFiles files = new();
        (Journal journal, _) = Journals.Open(files);
        for (int i = 0; i < 100; i++)
            journal.Append($"old {i}");
        journal.Commit();
        long before = journal.Length;
        journal.Compact("still", "of use");
        Assert.True(journal.Length < before / 10);
        journal.Append("new");
        journal.Commit();
        Assert.Equal(["still", "of use", "new"], Journals.Read(files.After(Aftermath.PowerCut)));
    }

    [Fact]
    public void A_damaged_record_ends_the_journal_and_what_followed_is_gone_for_good()
    {
        BreakableFiles files = new();
        (Journal journal, _) = Journals.Open(files);
        journal.Append("one");
        journal.Append("two");
        journal.Append("three");
        journal.Commit();
        journal.Dispose();
        byte[] bytes = files[Journals.Path];
        bytes[^(8 + 5 + 1)] ^= 1; // the last byte of "two"
        files[Journals.Path] = bytes;

        (Journal again, List<string> records) = Journals.Open(files);
        Assert.Equal(["one"], records);
        Assert.Equal(new JournalRecovery(1, 11 + 13), again.Recovery);
        again.Append("TWO");
        again.Commit();
        again.Dispose();
        Assert.Equal(["one", "TWO"], Journals.Read(files)); // and not "three", which would fit behind it
    }

    [Fact]
    public void No_bit_that_flips_shows_as_another_record()
    {
        BreakableFiles files = new();
        (Journal journal, _) = Journals.Open(files);
        journal.Append("first");
        journal.Append("second");
        journal.Commit();
        byte[] bytes = files[Journals.Path];
        for (int bit = JournalHeader.Size * 8; bit < bytes.Length * 8; bit++)
        {
            byte[] damaged = [.. bytes];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            BreakableFiles next = new() { [Journals.Path] = damaged };
            List<string> records = Journals.Read(next);
            Assert.True(records is [] or ["first"], $"bit {bit}: {string.Join(", ", records)}");
        }
    }

    [Fact]
    public void A_journal_that_is_open_is_refused_with_the_process_that_has_it()
    {
        using TemporaryFolder folder = new();
        using Journal first = Journal.Open(folder.At("a.journal"), Journals.Kind, static _ => { });
        TogetherJournalException refused = Assert.Throws<TogetherJournalException>(() => Journal.Open(folder.At("a.journal"), Journals.Kind, static _ => { }));
        Assert.Equal(JournalFault.InUse, refused.Fault);
        Assert.Equal(Environment.ProcessId, refused.HolderProcessId);
        Assert.Equal(folder.At("a.journal"), refused.Path);
        Assert.Equal($"The journal '{folder.At("a.journal")}' is in use: this process has it open already. Wait until that has ended, or name another file.", refused.Message);

        first.Dispose();
        Journal.Open(folder.At("a.journal"), Journals.Kind, static _ => { }).Dispose();
    }

    [Fact]
    public void On_a_disk_it_lasts_compacts_and_leaves_no_more_than_its_lock()
    {
        using TemporaryFolder folder = new();
        List<string> records = [];
        for (int i = 0; i < 3; i++)
        {
            records.Clear();
            using Journal journal = Journal.Open(folder.At("a.journal"), Journals.Kind, record => records.Add(Encoding.UTF8.GetString(record)));
            journal.Append($"{i}");
            journal.Commit();
            if (i == 1)
                journal.Compact("compacted");
        }

        Assert.Equal(["compacted"], records);
        Assert.Equal(["a.journal", "a.journal.lock"], folder.Names);
    }

    [Theory]
    [InlineData(8, 2, "version 2.1, written by a newer version of this library, which reads up to 1.1")]
    [InlineData(10, 9, "version 1.9, written by a newer version of this library, which reads up to 1.1")]
    public void A_journal_of_a_newer_version_is_refused_by_name_and_left_alone(int at, byte version, string told)
    {
        BreakableFiles files = new();
        Journals.Open(files).Journal.Dispose();
        byte[] bytes = files[Journals.Path];
        bytes[at] = version;
        files[Journals.Path] = bytes;
        TogetherJournalException refused = Assert.Throws<TogetherJournalException>(() => Journals.Open(files));
        Assert.Equal(JournalFault.NewerVersion, refused.Fault);
        Assert.Contains($"'{Journals.Path}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, files[Journals.Path]);
        Assert.Throws<TogetherJournalException>(() => Journals.Open(files)); // and its lock was given back: it is refused for the same reason
    }

    [Theory]
    [InlineData("a file of somebody else's, of some length, that is no journal")]
    [InlineData("short")]
    public void Another_file_is_refused_and_left_alone(string content)
    {
        BreakableFiles files = new() { [Journals.Path] = Encoding.UTF8.GetBytes(content) };
        TogetherJournalException refused = Assert.Throws<TogetherJournalException>(() => Journals.Open(files));
        Assert.Equal(JournalFault.NotAJournal, refused.Fault);
        Assert.Equal(content, Encoding.UTF8.GetString(files[Journals.Path]));
    }

    [Fact]
    public void A_journal_of_another_kind_is_refused()
    {
        BreakableFiles files = new();
        Journals.Open(files).Journal.Dispose();
        Assert.Equal(JournalFault.NotAJournal, Assert.Throws<TogetherJournalException>(() => Journals.Open(files, new JournalKind("other", 1))).Fault);
        Assert.Equal(JournalFault.NotAJournal, Assert.Throws<TogetherJournalException>(() => Journals.Open(files, new JournalKind("tests", 1))).Fault);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_as_such()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<DirectoryNotFoundException>(() => Journal.Open(folder.At("no/such/a.journal"), Journals.Kind, static _ => { }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData((16 * 1024 * 1024) + 1)]
    public void A_record_has_a_size(int size)
    {
        (Journal journal, _) = Journals.Open(new BreakableFiles());
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.Append(new byte[size]));
    }

    [Fact]
    public void The_checksum_is_the_published_one()
    {
        // RFC 3720, appendix B.4: 32 bytes of zeros, and the bytes 0 to 31.
        Assert.Equal(0x8A9136AAu, ~JournalChecksum.Continue(JournalChecksum.Seed, new byte[32]));
        Assert.Equal(0x46DD794Eu, ~JournalChecksum.Continue(JournalChecksum.Seed, [.. Enumerable.Range(0, 32).Select(static i => (byte)i)]));
        Assert.Equal(0xE3069283u, ~JournalChecksum.Continue(JournalChecksum.Seed, "123456789"u8));
    }
}
