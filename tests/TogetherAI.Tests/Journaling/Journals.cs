using System.Text;

namespace TogetherAI.Tests.Journaling;

/// <summary>Journals of text, as the tests want them.</summary>
internal static class Journals
{
    public static JournalKind Kind { get; } = new("test", 1);

    public static string Path { get; } = System.IO.Path.GetFullPath("a.journal");

    public static (Journal Journal, List<string> Records) Open(IJournalFiles files, JournalKind? kind = null)
    {
        List<string> records = [];
        return (Journal.Open(Path, kind ?? Kind, record => records.Add(Encoding.UTF8.GetString(record)), files), records);
    }

    /// <summary>What the next process reads.</summary>
    public static List<string> Read(IJournalFiles files)
    {
        (Journal journal, List<string> records) = Open(files);
        journal.Dispose();
        return records;
    }

    public static void Append(this Journal journal, string text) => journal.Append(Encoding.UTF8.GetBytes(text));

    public static void Compact(this Journal journal, params string[] texts) =>
        journal.Compact(texts.Select(static text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text)));
}
