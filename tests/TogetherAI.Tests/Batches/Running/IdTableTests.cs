namespace TogetherAI.Tests.Batches.Running;

/// <summary>The ids of a run that is started again, on disk.</summary>
public class IdTableTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 100)]
    [InlineData(128, 1000)]
    [InlineData(129, 1000)]
    [InlineData(5000, 300)] // in many runs
    [InlineData(5000, 100_000)] // in one, in memory
    public void Every_id_is_found_with_its_number_and_no_other_is(int count, int runLength)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("together-");
        try
        {
            using KeyIndex index = new(folder.FullName, runLength);
            for (int i = 0; i < count; i++)
                index.Add(CustomId.Of($"key {i}"), i);
            using IdTable table = new(folder.FullName, index.Sorted());
            for (int i = 0; i < count; i++)
                Assert.True(table.TryFind(CustomId.Of($"key {i}"), out long number) && number == i, $"{i}");
            for (int i = count; i < count + 500; i++)
                Assert.False(table.TryFind(CustomId.Of($"key {i}"), out _), $"{i}");
            Assert.False(table.TryFind(UInt128.Zero, out _));
            Assert.False(table.TryFind(UInt128.MaxValue, out _));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_id_is_the_same_text_in_every_life()
    {
        byte[] text = new byte[CustomId.Length];
        CustomId.Write(UInt128.Parse("0123456789abcdef00000000000000ff", System.Globalization.NumberStyles.HexNumber, null), text);
        Assert.Equal("0123456789abcdef00000000000000ff"u8, text);
        Assert.Equal(CustomId.Of("x"), CustomId.Parse(Text(CustomId.Of("x"))));

        static string Text(UInt128 id)
        {
            byte[] text = new byte[CustomId.Length];
            CustomId.Write(id, text);
            return System.Text.Encoding.ASCII.GetString(text);
        }
    }
}
