{% for line in docs %}/// {{ line }}
{% endfor %}
