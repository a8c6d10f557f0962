using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation;

/// <summary>A sequence advanced by hand, one turn of the engine at a time.</summary>
public class SequenceTests
{
    [Fact]
    public void A_prompt_is_read_in_pieces_and_can_be_abandoned_between_two()
    {
        using Workspace workspace = new(TaiTiny.Model.Decoder, new GenerationEngineOptions { Threads = 1, PrefillChunk = 100 });
        Sequence sequence = new(new GenerationRequest { Prompt = new int[1000] }, TaiTiny.Model, stepsAhead: 1);
        Assert.True(sequence.Advance(workspace));
        Assert.True(sequence.Advance(workspace));
        Assert.Equal(7, workspace.Blocks.InUse);
        Assert.False(sequence.Steps.TryRead(out _));
        sequence.Abandon();
        Assert.False(sequence.Advance(workspace));
        sequence.Release();
        Assert.True(sequence.Released.IsCompletedSuccessfully);
        Assert.Equal(0, workspace.Blocks.InUse);
    }

    [Fact]
    public void A_sequence_waits_when_its_reader_is_behind()
    {
        using Workspace workspace = new(TaiTiny.Model.Decoder, new GenerationEngineOptions { Threads = 1 });
        Sequence sequence = new(new GenerationRequest { Prompt = [1] }, TaiTiny.Model, stepsAhead: 2);
        Assert.True(sequence.CanAdvance && sequence.Advance(workspace));
        Assert.True(sequence.CanAdvance && sequence.Advance(workspace));
        Assert.False(sequence.CanAdvance);
        Assert.True(sequence.Steps.TryRead(out _));
        Assert.True(sequence.CanAdvance);
        sequence.Release();
    }

    [Fact]
    public async Task Weights_that_are_not_numbers_fail_their_sequence_and_name_the_file()
    {
        using TemporaryFolder folder = new();
        foreach (string file in Directory.GetFiles(TaiTiny.Folder, "*.json"))
            folder.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        byte[] weights = File.ReadAllBytes(Path.Combine(TaiTiny.Folder, "model.safetensors"));

        // The first row of the embedding table, which begins the data: all ones, which is not a number.
        weights.AsSpan(8 + (int)BitConverter.ToInt64(weights), 512).Fill(0xFF);
        folder.Write("model.safetensors", weights);
        using LanguageModel model = LanguageModel.Load(folder.Path);
        await using GenerationEngine engine = new(model);
        ModelFormatException fault = await Assert.ThrowsAsync<ModelFormatException>(() => engine.StepsAsync(new GenerationRequest { Prompt = [0, 1] }));
        Assert.Equal("model.safetensors", fault.File);
        Assert.Equal((0, 0), (engine.SequenceCount, engine.BlocksInUse));
    }
}
