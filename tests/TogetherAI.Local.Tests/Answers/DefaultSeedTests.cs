using TogetherAI.Local.Answers;

namespace TogetherAI.Local.Tests.Answers;

public class DefaultSeedTests
{
    // The first eight bytes of SHA-256, cut to 53 bits, as another implementation computed them.
    [Theory]
    [InlineData("", 0, 4407961852133343)]
    [InlineData("""{"model":"m"}""", 0, 3943827247420514)]
    [InlineData("""{"model":"m"}""", 1, 3662930982572425)]
    [InlineData("""{"model":"é"}""", -1, 663534952380921)]
    public void It_is_the_same_on_every_machine_and_in_every_version(string body, int serverSeed, long seed) =>
        Assert.Equal(seed, DefaultSeed.Of(body, serverSeed));
}
