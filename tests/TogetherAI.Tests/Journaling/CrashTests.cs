using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Journaling;

/// <summary>Whatever a crash leaves of a journal opens again: with all that was committed, and with nothing that was never written.</summary>
public class CrashTests
{
    [Fact]
    public void Every_prefix_of_a_journal_opens_with_a_prefix_of_its_records()
    {
        BreakableFiles files = new();
        (Journal journal, _) = Journals.Open(files);
        string[] written = ["first", "second", new string('x', 300), "last"];
        foreach (string record in written)
            journal.Append(record);
        journal.Commit();
        byte[] whole = files[Journals.Path];

        int before = 0;
        for (int length = 0; length <= whole.Length; length++)
        {
            BreakableFiles next = new() { [Journals.Path] = whole[..length] };
            List<string> records = Journals.Read(next);
            Assert.Equal(written[..records.Count], records);
            Assert.InRange(records.Count, before, before + 1);
            before = records.Count;
            Assert.Equal(records, Journals.Read(next)); // what it repaired, it finds so
        }

        Assert.Equal(written.Length, before);
    }

    [Theory]
    [InlineData(Aftermath.Killed)]
    [InlineData(Aftermath.PowerCut)]
    [InlineData(Aftermath.PowerCutWithZeros)]
    [InlineData(Aftermath.PowerCutOutOfOrder)]
    public void A_crash_at_any_byte_loses_nothing_that_was_committed(Aftermath aftermath)
    {
        long end = Run(new BreakableFiles()).Files.Used;
        for (long budget = 0; budget <= end; budget++)
        {
            (BreakableFiles files, List<string> possible, int committed) = Run(new BreakableFiles { Budget = budget });
            Hold(files.After(aftermath), possible, committed, $"{aftermath} after {budget} of {end}");
        }
    }

    [Fact]
    public void A_crash_while_a_crash_is_repaired_loses_nothing_either()
    {
        long end = Run(new BreakableFiles()).Files.Used;
        for (long budget = 0; budget <= end; budget += 3)
        {
            (BreakableFiles files, List<string> possible, int committed) = Run(new BreakableFiles { Budget = budget });
            for (long second = 0; second < 40; second++)
            {
                BreakableFiles repairing = files.After(Aftermath.Killed);
                repairing.Budget = second;
                try
                {
                    Journals.Read(repairing);
                }
                catch (CrashException)
                {
                    // as it should
                }

                Hold(repairing.After(Aftermath.PowerCutWithZeros), possible, 0, $"{budget}, then {second}");
                Hold(repairing.After(Aftermath.Killed), possible, committed, $"{budget}, then {second}");
            }
        }
    }

    [Fact]
    public void Any_sequence_of_steps_survives_a_crash_anywhere()
    {
        Gen<string[]> scripts = Gen.Elements("append", "append", "append", "commit", "compact", "reopen").ArrayOf();
        Check.QuickThrowOnFailure(Prop.ForAll(scripts.ToArbitrary(), Gen.Choose(0, 2000).ToArbitrary(), Gen.Elements(Enum.GetValues<Aftermath>()).ToArbitrary(), (script, budget, aftermath) =>
        {
            (BreakableFiles files, List<string> possible, int committed) = Run(new BreakableFiles { Budget = budget }, script);
            Hold(files.After(aftermath), possible, committed, string.Join(' ', script) + $", {budget}, {aftermath}");
        }));
    }

    [Fact]
    public void A_full_disk_is_told_and_the_journal_opens_again_with_what_was_committed()
    {
        long end = Run(new BreakableFiles()).Files.Used;
        for (long budget = 0; budget <= end; budget++)
        {
            BreakableFiles files = new() { Budget = budget, Failure = static () => new IOException("No space left on device.") };
            (_, List<string> possible, int committed) = Run(files);
            files.Budget = long.MaxValue;
            Hold(files.After(Aftermath.Killed), possible, committed, $"{budget}");
        }
    }

    [Fact]
    public void After_a_flush_that_failed_nothing_is_taken_that_might_go_behind_a_hole()
    {
        BreakableFiles files = new();
        (Journal journal, _) = Journals.Open(files);
        journal.Append("kept");
        journal.Commit();
        files.FlushFails = true;
        journal.Append("uncertain");
        TogetherJournalException failed = Assert.Throws<TogetherJournalException>(journal.Commit);
        Assert.Equal(JournalFault.CannotAccess, failed.Fault);
        Assert.Contains("The device reports an error.", failed.Message, StringComparison.Ordinal);

        files.FlushFails = false;
        Assert.Throws<TogetherJournalException>(journal.Commit);
        Assert.Throws<TogetherJournalException>(() => journal.Append("more"));
        Assert.Throws<TogetherJournalException>(() => journal.Compact("more"));
        Assert.Equal(["kept"], Journals.Read(files.After(Aftermath.PowerCut)));
    }

    /// <summary>Every record that may be there is one of these, in this order, and the committed ones are.</summary>
    private static void Hold(BreakableFiles files, List<string> possible, int committed, string because)
    {
        List<string> records = Journals.Read(files);

        // A compaction puts a shorter list in the place of a longer one: either may be there, and each ends in the same place.
        bool holds = records.Count <= possible.Count && records.Count >= committed && records.SequenceEqual(possible.Take(records.Count));
        Assert.True(holds, $"{because}: found [{string.Join(", ", records)}], committed {committed} of [{string.Join(", ", possible)}]");
        Assert.DoesNotContain(files.Names, static name => name.EndsWith(".new", StringComparison.Ordinal));
    }

    /// <summary>Runs the steps until they end or the files do. The records are numbered; compacting keeps them all.</summary>
    private static (BreakableFiles Files, List<string> Possible, int Committed) Run(BreakableFiles files, params string[] script)
    {
        if (script.Length == 0)
            script = ["append", "commit", "append", "append", "commit", "compact", "append", "commit", "append", "reopen", "append", "commit", "compact", "append"];
        List<string> possible = [];
        int committed = 0;
        try
        {
            Journal journal = Journals.Open(files).Journal;
            foreach (string step in script)
            {
                switch (step)
                {
                    case "append":
                        possible.Add($"record {possible.Count}");
                        journal.Append(possible[^1]);
                        break;
                    case "commit":
                        journal.Commit();
                        committed = possible.Count;
                        break;
                    case "compact":
                        journal.Compact([.. possible]);
                        committed = possible.Count;
                        break;
                    default:
                        journal.Dispose();
                        possible.RemoveRange(committed, possible.Count - committed);
                        (journal, List<string> records) = Journals.Open(files);
                        Assert.Equal(possible, records);
                        break;
                }
            }
        }
        catch (Exception exception) when (exception is CrashException or TogetherJournalException)
        {
            // This far it got.
        }

        return (files, possible, committed);
    }
}
