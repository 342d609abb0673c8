"""填的东西: shapes of what is typed; what it means is decided by rules and actions."""

from __future__ import annotations

from typing import Any

from django import forms

from tonghu.access.roles import ROLES


class Plain(forms.Form):
    """A form whose missing answers are told in Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Gives every field its sentence."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"请填{field.label}。"
            field.error_messages["invalid_choice"] = f"请从列表里选{field.label}。"


def _text(label: str, most: int = 200, **attrs: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs=attrs))


def _password(label: str, autocomplete: str, hint: str = "") -> forms.CharField:
    """Pasting and password managers are welcome; nothing is trimmed."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "width": "medium"})
    return forms.CharField(label=label, max_length=1000, strip=False, widget=widget, help_text=hint)


class SignIn(Plain):
    """登录."""

    login = _text("登录名", 40, autocomplete="username", width="medium")
    password = _password("密码", "current-password")


class OneTimeCode(Plain):
    """动态口令."""

    code = _text("口令", 20, autocomplete="one-time-code", inputmode="numeric", width="short")


class OwnPhone(Plain):
    """本人和原来的手机: before another phone takes its place, or none."""

    password = _password("现在的密码", "current-password")
    old_code = _text(
        "原来手机的口令", 20, autocomplete="off", inputmode="numeric", width="short",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Hints."""
        super().__init__(*args, **kwargs)
        self.fields["old_code"].help_text = "手机不在身边，填一个备用码"


class AnotherPhone(OwnPhone, OneTimeCode):
    """换手机."""

    field_order = ("password", "old_code", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Which code of the two."""
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "新手机的口令"
        self.fields["code"].error_messages["required"] = "请填新手机的口令。"


class Start(Plain):
    """用一次性凭证设密码."""

    login = _text("登录名", 40, autocomplete="username", width="medium")
    code = _text("一次性凭证", 30, autocomplete="off", width="medium")
    new = _password("新密码", "new-password", "至少10位。一句只有你记得的话最好，可以有汉字。")
    again = _password("再输一次新密码", "new-password")

    def clean_again(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("new") not in {None, again}:
            raise forms.ValidationError("两次输的新密码不一样，请再输一次。")
        return again


class ChangePassword(Plain):
    """改密码."""

    old = _password("现在的密码", "current-password")
    new = _password("新密码", "new-password", "至少10位。一句只有你记得的话最好，可以有汉字。")
    again = _password("再输一次新密码", "new-password")

    clean_again = Start.clean_again


class NewUser(Plain):
    """建账号."""

    name = _text("姓名", 40, width="medium", autocomplete="off")
    login = _text("登录名", 40, width="medium", autocomplete="off")
    division = _text("管理区划", 12, width="medium", inputmode="numeric", autocomplete="off")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Hints."""
        super().__init__(*args, **kwargs)
        self.fields["login"].help_text = "小写字母、数字、点、横线；建好以后不能改"
        self.fields["division"].help_text = "12位区划代码：这个人在哪个乡镇、村"


class NewPost(Plain):
    """提岗位."""

    role = forms.ChoiceField(
        label="角色", choices=[(code, f"{r.label}：{r.description}") for code, r in ROLES.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    title = _text("岗位名称", 40, width="medium", autocomplete="off")
    division = _text("区划", 12, width="medium", inputmode="numeric", autocomplete="off")
    unit = _text("单位", 120, width="medium", autocomplete="off")
    until_on = forms.DateField(
        label="止于", widget=forms.DateInput(attrs={"width": "short", "placeholder": "2027-08-31"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """What may be left empty, and hints."""
        super().__init__(*args, **kwargs)
        for name in ("title", "unit", "until_on"):
            self.fields[name].required = False
        self.fields["title"].help_text = "当地的叫法，如儿童督导员；不填就用角色名"
        self.fields["division"].help_text = "12位区划代码；学校、派出所填所在区划"
        self.fields["unit"].help_text = "学校、派出所、医院等必填，写全称"
        self.fields["until_on"].error_messages["invalid"] = "请写成2027-08-31这样的日期。"


class Why(Plain):
    """原因."""

    why = _text("原因", 200, autocomplete="off")
