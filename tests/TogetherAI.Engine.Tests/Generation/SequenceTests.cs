using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation;

/// <summary>Sequences advanced by hand, one turn of the engine at a time.</summary>
public class SequenceTests
{
    [Fact]
    public void A_prompt_is_read_in_pieces_and_can_be_abandoned_between_two()
    {
        using EngineByHand engine = new(new GenerationEngineOptions { Threads = 1, MaxBatchTokens = 100 });
        Sequence sequence = engine.Add(new GenerationRequest { Prompt = new int[1000] });
        Assert.Equal((1, 1), (engine.Turn(), engine.Turn()));
        Assert.Equal(7, engine.Workspace.Blocks.InUse);
        Assert.False(sequence.Steps.TryRead(out _));
        sequence.Abandon();
        Assert.Equal(0, engine.Turn());
        Assert.True(sequence.Released.IsCompletedSuccessfully);
        Assert.Equal((0, 0, 0), (engine.Workspace.Blocks.InUse, engine.Scheduler.Count, engine.Scheduler.Callers));
    }

    [Fact]
    public void A_sequence_waits_when_its_reader_is_behind()
    {
        using EngineByHand engine = new(new GenerationEngineOptions { Threads = 1, StepsAhead = 2 });
        Sequence sequence = engine.Add(new GenerationRequest { Prompt = [1], IgnoreEndOfSequence = true });
        Assert.Equal((1, 1, 0), (engine.Turn(), engine.Turn(), engine.Turn()));
        Assert.True(sequence.Steps.TryRead(out _));
        Assert.Equal((1, 0), (engine.Turn(), engine.Turn()));
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
