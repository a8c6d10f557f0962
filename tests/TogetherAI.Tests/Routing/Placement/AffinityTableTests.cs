namespace TogetherAI.Tests.Routing;

public class AffinityTableTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly AffinityTable _table;

    public AffinityTableTests() => _table = new AffinityTable(_time, TimeSpan.FromMinutes(5));

    [Fact]
    public void A_session_is_remembered_for_five_minutes_after_it_was_last_seen()
    {
        ulong key = AffinityTable.KeyOf("alice");
        Assert.Null(_table.Lane(key));
        _table.Remember(key, 0);
        _time.Advance(TimeSpan.FromMinutes(4));
        _table.Remember(key, 254);
        _time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal(254, _table.Lane(key));
        _time.Advance(TimeSpan.FromSeconds(8));
        Assert.Null(_table.Lane(key));
    }

    [Fact]
    public void Another_session_in_the_same_place_is_not_taken_for_this_one()
    {
        _table.Remember(0x1_0000_0007, 1);
        Assert.Null(_table.Lane(0x2_0000_0007));
        _table.Remember(0x2_0000_0007, 2);
        Assert.Null(_table.Lane(0x1_0000_0007));
        Assert.Equal(2, _table.Lane(0x2_0000_0007));
    }

    [Fact]
    public void A_hash_is_the_same_in_every_process() => Assert.Equal(3_481_058_126_464_502_921UL, AffinityTable.KeyOf("session-1"));

    [Fact]
    public void A_conversation_keeps_its_key_as_it_goes_on()
    {
        ChatMessage[] start = [ChatMessage.System("Be brief."), ChatMessage.User("Who was Ada?")];
        ulong? key = AffinityTable.KeyOf(start);
        Assert.NotNull(key);
        Assert.Equal(key, AffinityTable.KeyOf([.. start, ChatMessage.Assistant("A mathematician."), ChatMessage.User("When?")]));
        Assert.NotEqual(key, AffinityTable.KeyOf([ChatMessage.System("Be brief."), ChatMessage.User("Who was Bob?")]));
        Assert.NotEqual(key, AffinityTable.KeyOf([ChatMessage.User("Be brief."), ChatMessage.User("Who was Ada?")]));
    }

    [Fact]
    public void Only_the_beginning_of_a_long_prompt_counts()
    {
        string long1 = new string('a', 5000) + "1", long2 = new string('a', 5000) + "2";
        Assert.Equal(AffinityTable.KeyOf([ChatMessage.User(long1)]), AffinityTable.KeyOf([ChatMessage.User(long2)]));
    }

    [Fact]
    public void Without_text_there_is_no_key()
    {
        Assert.Null(AffinityTable.KeyOf([]));
        Assert.Null(AffinityTable.KeyOf([ChatMessage.User("")]));
    }

    [Fact]
    public void A_lane_that_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _table.Remember(1, 255));
        Assert.Throws<ArgumentOutOfRangeException>(() => _table.Remember(1, -1));
    }

    [Fact]
    public void Looking_up_allocates_nothing() => Assert.Equal(0, Allocated.By(() =>
    {
        ulong key = AffinityTable.KeyOf("alice");
        _table.Remember(key, 3);
        _ = _table.Lane(key);
    }));
}
