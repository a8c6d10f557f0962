namespace TogetherAI.Tests.Journaling;

/// <summary>The names in a folder on their way to the disk, and files that need none.</summary>
public class FolderFlushTests
{
    [Fact]
    public void A_folder_is_flushed_and_one_that_is_not_there_is_told()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("together-größe-");
        FolderFlush.Run(folder.FullName);
        folder.Delete();
        if (!OperatingSystem.IsWindows())
            Assert.Contains(folder.FullName, Assert.Throws<IOException>(() => FolderFlush.Run(folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_was_made_and_one_that_was_compacted_are_found_after_the_power_went()
    {
        BreakableFiles files = new();
        (Journal journal, _) = Journals.Open(files);
        journal.Append("first");
        journal.Commit();
        Assert.Equal(["first"], Journals.Read(files.After(Aftermath.PowerCut)));
        journal.Compact("second");
        Assert.Equal(["second"], Journals.Read(files.After(Aftermath.PowerCut)));
    }

    [Fact]
    public void A_file_of_this_process_alone_leaves_no_name_to_be_cleaned_up()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("together-");
        using (FileStream file = TemporaryFile.Create(folder.FullName, "keys"))
        {
            file.Write("content"u8);
            file.Position = 0;
            Assert.Equal('c', file.ReadByte());
            if (!OperatingSystem.IsWindows())
                Assert.Empty(folder.GetFiles()); // so that nothing is left of it when the process is killed
        }

        folder.Delete();
    }
}
