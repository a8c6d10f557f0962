using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Tests.Models;

public class DecoderThreadTests
{
    [Theory]
    [InlineData(2, 64)]
    [InlineData(3, 100)]
    [InlineData(5, 227)]
    public void Products_and_attention_that_are_shared_among_threads_keep_their_bits(int threads, int chunk)
    {
        int[] ids = TaiTiny.Cases.MaxBy(one => one.Ids.Length)!.Ids;
        Decoder decoder = TaiTiny.Model.Decoder;
        Assert.Equal(Golden.Run(decoder, ids, chunk: 50, threads: 1), Golden.Run(decoder, ids, chunk, threads));
    }
}
